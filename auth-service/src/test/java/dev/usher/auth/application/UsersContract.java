package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Users;
import dev.usher.auth.application.port.Users.Filter;
import dev.usher.auth.application.port.Users.Place;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.value.PageRequest;
import dev.usher.kernel.value.PageRequest.Order;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every list of accounts promises. Each test looks at people of its own, by a part of their addresses. */
public abstract class UsersContract {
    private static final AtomicInteger GROUPS = new AtomicInteger();

    private String group;
    private List<Account> people;

    protected abstract Accounts accounts();

    protected abstract Users users();

    protected abstract void disable(AccountId id);

    @BeforeEach
    void seven_people() {
        group = "group" + GROUPS.incrementAndGet() + ".example.com";
        people = new ArrayList<>();
        // Three of them at one moment: order must not depend on the time alone.
        for (var name : List.of("dora", "Anna", "carl", "Gerd", "emil", "Fred", "bert")) {
            people.add(add(name + "@" + group, Math.max(0, people.size() - 2)));
        }
    }

    private Account add(String email, long second) {
        var account = Account.register(
                EmailAddress.of(email), TestAccounts.NAME, LanguageTag.of("en"), TestAccounts.NOW.plusSeconds(second));
        accounts().add(account, new PasswordHash("$hash"), new AccountEvent.SignedUp(account, TestAccounts.NOW));
        return account;
    }

    private static PageRequest page(int page, int size, Order... sort) {
        return new PageRequest(page, size, List.of(sort));
    }

    private Filter here() {
        return new Filter("@" + group, null);
    }

    private List<String> names(PageRequest page) {
        return users().list(here(), page, Optional.empty()).users().stream()
                .map(account -> account.email().localPart())
                .toList();
    }

    /** All of the list, walked by place. */
    private List<String> walked(PageRequest page) {
        var names = new ArrayList<String>();
        Optional<Place> after = Optional.empty();
        while (true) {
            var slice = users().list(here(), page, after);
            slice.users().forEach(account -> names.add(account.email().localPart()));
            if (slice.isLast()) {
                return names;
            }
            assertThat(slice.users()).hasSize(page.size());
            after = Optional.of(Place.of(slice.users().getLast()));
        }
    }

    @Test
    void the_oldest_come_first() {
        // Of those of one moment, whoever has the lower id.
        var oldestFirst = people.stream()
                .sorted(Comparator.comparing(Account::createdAt)
                        .thenComparing(account -> account.id().toString()))
                .toList();
        assertThat(users().list(here(), page(0, 100), Optional.empty())).isEqualTo(new Users.Slice(oldestFirst, true));
        assertThat(users().count(here())).isEqualTo(7);
    }

    @Test
    void sorted_by_address_in_either_direction() {
        var names = new ArrayList<>(List.of("anna", "bert", "carl", "dora", "emil", "fred", "gerd"));
        assertThat(names(page(0, 100, new Order("email", false)))).isEqualTo(names);
        Collections.reverse(names);
        assertThat(names(page(0, 100, new Order("email", true)))).isEqualTo(names);
    }

    @Test
    void pages_by_number() {
        var byName = new Order("email", false);
        assertThat(names(page(1, 3, byName))).containsExactly("dora", "emil", "fred");
        assertThat(names(page(2, 3, byName))).containsExactly("gerd");
        assertThat(names(page(3, 3, byName))).isEmpty();
        assertThat(users().list(here(), page(0, 7), Optional.empty()).isLast()).isTrue();
        assertThat(users().list(here(), page(0, 6), Optional.empty()).isLast()).isFalse();
    }

    @Test
    void every_sort_can_be_walked_and_misses_nobody() {
        for (var sort : List.of(
                List.<Order>of(),
                List.of(new Order("created_at", false)),
                List.of(new Order("created_at", true)),
                List.of(new Order("email", false)),
                List.of(new Order("email", true)),
                List.of(new Order("created_at", false), new Order("email", true)),
                List.of(new Order("created_at", true), new Order("email", false)))) {
            var all = names(new PageRequest(0, 100, sort));
            assertThat(all).hasSize(7).doesNotHaveDuplicates();
            for (var size : List.of(1, 2, 3, 7)) {
                assertThat(walked(new PageRequest(0, size, sort))).isEqualTo(all);
            }
        }
        assertThat(names(page(0, 3, new Order("created_at", false), new Order("email", true))))
                .containsExactly("dora", "carl", "anna");
    }

    @Test
    void who_comes_or_goes_on_the_way_moves_nobody_else() {
        var byName = page(0, 3, new Order("email", false));
        var first = users().list(here(), byName, Optional.empty());
        add("aaron@" + group, 100);
        var second =
                users().list(here(), byName, Optional.of(Place.of(first.users().getLast())));
        assertThat(second.users())
                .extracting(account -> account.email().localPart())
                .containsExactly("dora", "emil", "fred");
    }

    @Test
    void a_part_of_the_address_is_found_in_either_case() {
        assertThat(users().count(new Filter("NNA@" + group, null))).isEqualTo(1);
        assertThat(users().count(new Filter("gERD@" + group.toUpperCase(Locale.ROOT), null)))
                .isEqualTo(1);
        assertThat(users().count(new Filter("nobody@" + group, null))).isZero();
    }

    @Test
    void a_5_no_character_has_a_meaning_of_its_own() {
        add("a_c%d@" + group, 0);
        for (var part : List.of("%@" + group, "____@" + group, "a%c@" + group, "\\@" + group, "'@" + group)) {
            assertThat(users().count(new Filter(part, null))).as(part).isZero();
        }
        assertThat(users().count(new Filter("_c%d@" + group, null))).isEqualTo(1);
        assertThat(users().count(new Filter("", null))).isPositive();
    }

    @Test
    void by_status() {
        disable(people.getFirst().id());
        assertThat(users().count(new Filter("@" + group, Account.Status.DISABLED)))
                .isEqualTo(1);
        assertThat(users().count(new Filter("@" + group, Account.Status.ACTIVE)))
                .isEqualTo(6);
    }
}
