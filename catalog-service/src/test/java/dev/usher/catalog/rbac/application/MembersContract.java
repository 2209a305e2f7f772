package dev.usher.catalog.rbac.application;

import static dev.usher.catalog.rbac.domain.TestEntries.ADA;
import static dev.usher.catalog.rbac.domain.TestEntries.NOW;
import static dev.usher.catalog.rbac.domain.TestEntries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.catalog.rbac.application.port.Members.Grant;
import dev.usher.catalog.rbac.application.port.Members.Revocation;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Member;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Members} keeps. Every test has people and roles of its own. */
public abstract class MembersContract {
    private final UUID grace = UUID.randomUUID();
    private final UUID linus = UUID.randomUUID();

    protected abstract Entries entries();

    protected abstract Members members();

    /** As it was before there was any super-admin. */
    protected abstract void forgetSuperAdmins();

    @Test
    void a_role_is_given_once_and_taken_once() {
        var role = role("editor");
        var member = member(role, grace, 0);

        assertThat(members().grant(member)).isEqualTo(Grant.DONE);
        assertThat(members().grant(new Member(role, grace, NOW.plusSeconds(9), grace)))
                .isEqualTo(Grant.DONE);
        assertThat(list(role)).containsExactly(member);
        assertThat(roles(grace)).hasSize(1);

        assertThat(members().revoke(role, grace)).isEqualTo(Revocation.DONE);
        assertThat(members().revoke(role, grace)).isEqualTo(Revocation.DONE);
        assertThat(list(role)).isEmpty();
        assertThat(roles(grace)).isEmpty();
    }

    @Test
    void nobody_gets_a_role_that_does_not_exist() {
        var service = entry(Kind.SERVICE, UUID.randomUUID().toString(), null);
        entries().add(service);

        for (var none : List.of(UUID.randomUUID(), service.id())) {
            assertThat(members().grant(member(none, grace, 0))).isEqualTo(Grant.NO_ROLE);
            assertThat(members().revoke(none, grace)).isEqualTo(Revocation.NO_ROLE);
            assertThat(list(none)).isEmpty();
        }
        assertThat(roles(grace)).isEmpty();
    }

    @Test
    void members_are_listed_in_pages_in_an_order_that_is_never_left_to_chance() {
        var role = role("editor");
        var people = IntStream.range(0, 5)
                .mapToObj(i -> member(role, new UUID(7, i), i / 2))
                .toList();
        people.reversed().forEach(members()::grant);

        var ascending = new PageRequest.Order("created_at", false);
        var descending = new PageRequest.Order("created_at", true);
        assertThat(members().list(role, new PageRequest(0, 3, List.of(ascending))))
                .isEqualTo(new Page<>(people.subList(0, 3), 5));
        assertThat(members()
                        .list(role, new PageRequest(1, 3, List.of(ascending)))
                        .items())
                .isEqualTo(people.subList(3, 5));
        assertThat(members()
                        .list(role, new PageRequest(0, 3, List.of(descending)))
                        .items())
                .containsExactly(people.get(4), people.get(2), people.get(3));
        assertThat(list(role)).isEqualTo(people);
    }

    @Test
    void roles_are_listed_by_name() {
        var b = role("b");
        var a = role("A");
        members().grant(member(b, grace, 0));
        members().grant(member(a, grace, 1));

        assertThat(roles(grace)).extracting(held -> held.member().role()).containsExactly(a, b);
        assertThat(roles(grace, new PageRequest.Order("created_at", false)))
                .extracting(held -> held.member().role())
                .containsExactly(b, a);
        assertThat(roles(grace, new PageRequest.Order("name", true)))
                .extracting(held -> held.member())
                .containsExactly(member(b, grace, 0), member(a, grace, 1));
    }

    @Test
    void everybody_is_welcomed_once_even_if_they_have_lost_the_role_since() {
        members().welcome(grace, false, NOW);
        assertThat(names(grace)).containsExactly("customer");
        assertThat(roles(grace).getFirst().member().createdBy()).isNull();

        members().revoke(roles(grace).getFirst().member().role(), grace);
        members().welcome(grace, false, NOW);
        assertThat(names(grace)).isEmpty();
    }

    @Test
    void an_administrator_may_be_faster_than_the_sign_up() {
        var role = role("editor");
        members().grant(member(role, grace, 0));
        members().welcome(grace, false, NOW);

        assertThat(names(grace)).hasSize(2).contains("customer");
    }

    @Test
    void of_simultaneous_welcomes_one_counts() throws Exception {
        all(IntStream.range(0, 6)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    members().welcome(grace, false, NOW);
                    return true;
                })
                .toList());

        assertThat(names(grace)).containsExactly("customer");
    }

    @Test
    void the_first_super_admin_is_made_once_and_never_again() {
        forgetSuperAdmins();
        members().welcome(grace, true, NOW);
        members().welcome(linus, true, NOW);

        assertThat(names(grace)).containsExactly("customer", "super-admin");
        assertThat(names(linus)).containsExactly("customer");

        members().erase(grace);
        var third = UUID.randomUUID();
        members().welcome(third, true, NOW);
        assertThat(names(third)).containsExactly("customer");
    }

    @Test
    void where_there_has_been_a_super_admin_nobody_is_the_first() {
        forgetSuperAdmins();
        members().grant(member(superAdmin(), linus, 0));
        members().welcome(grace, true, NOW);

        assertThat(names(grace)).containsExactly("customer");
    }

    @Test
    void who_was_there_before_gains_nothing_by_the_address() {
        forgetSuperAdmins();
        members().welcome(grace, false, NOW);
        members().welcome(grace, true, NOW);

        assertThat(names(grace)).containsExactly("customer");
    }

    @Test
    void the_last_super_admin_stays() {
        forgetSuperAdmins();
        var role = superAdmin();
        members().grant(member(role, grace, 0));
        assertThat(members().revoke(role, linus)).isEqualTo(Revocation.DONE);
        assertThat(members().revoke(role, grace)).isEqualTo(Revocation.LAST_SUPER_ADMIN);

        members().grant(member(role, linus, 1));
        assertThat(members().revoke(role, grace)).isEqualTo(Revocation.DONE);
        assertThat(members().revoke(role, linus)).isEqualTo(Revocation.LAST_SUPER_ADMIN);
        assertThat(list(role)).containsExactly(member(role, linus, 1));
    }

    @Test
    void of_super_admins_who_are_removed_at_once_one_stays() throws Exception {
        var role = superAdmin();
        for (int round = 0; round < 5; round++) {
            forgetSuperAdmins();
            var people = Stream.generate(UUID::randomUUID).limit(4).toList();
            people.forEach(user -> members().grant(member(role, user, 0)));

            var results = all(people.stream()
                    .<Callable<Revocation>>map(user -> () -> members().revoke(role, user))
                    .toList());

            assertThat(results).filteredOn(Revocation.DONE::equals).hasSize(3);
            assertThat(results).filteredOn(Revocation.LAST_SUPER_ADMIN::equals).hasSize(1);
            assertThat(list(role)).hasSize(1);
        }
    }

    @Test
    void who_is_erased_has_no_roles_and_gets_none_whatever_comes_late() {
        var role = role("editor");
        members().welcome(grace, false, NOW);
        members().grant(member(role, grace, 0));

        members().erase(grace);
        members().erase(grace);
        members().welcome(grace, false, NOW);

        assertThat(members().grant(member(role, grace, 0))).isEqualTo(Grant.ERASED);
        assertThat(roles(grace)).isEmpty();
        assertThat(list(role)).isEmpty();

        members().erase(linus);
        members().welcome(linus, false, NOW);
        assertThat(roles(linus)).isEmpty();
    }

    @Test
    void who_is_erased_is_named_nowhere_as_who_made_or_gave_something() {
        var content =
                entry(Kind.ROLE, "made by grace " + UUID.randomUUID(), null).content();
        var made = Entry.of(Kind.ROLE, content, grace, NOW);
        entries().add(made);
        members().grant(new Member(made.id(), linus, NOW, grace));
        var other = role("other");

        members().erase(grace);

        var left = entries().find(Kind.ROLE, made.id()).orElseThrow();
        assertThat(left.audit().createdBy()).isNull();
        assertThat(left.audit().updatedBy()).isNull();
        assertThat(left.content()).isEqualTo(made.content());
        assertThat(list(made.id())).containsExactly(new Member(made.id(), linus, NOW, null));
        assertThat(entries().find(Kind.ROLE, other).orElseThrow().audit().createdBy())
                .isEqualTo(ADA);
    }

    private UUID role(String name) {
        var role = entry(Kind.ROLE, name + " " + UUID.randomUUID(), null);
        entries().add(role);
        return role.id();
    }

    private UUID superAdmin() {
        return entries()
                .list(Kind.ROLE, new Entries.Filter("super-admin", null), new PageRequest(0, 100, List.of()))
                .items()
                .stream()
                .filter(Entry::isBuiltIn)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static Member member(UUID role, UUID user, int second) {
        return new Member(role, user, NOW.plusSeconds(second), ADA);
    }

    private List<Member> list(UUID role) {
        return members()
                .list(role, new PageRequest(0, 100, List.of(new PageRequest.Order("created_at", false))))
                .items();
    }

    private List<Members.Held> roles(UUID user, PageRequest.Order... sort) {
        return members().roles(user, new PageRequest(0, 100, List.of(sort))).items();
    }

    private List<String> names(UUID user) {
        return roles(user).stream().map(held -> held.role().value()).toList();
    }

    private static <T> List<T> all(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(work)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
