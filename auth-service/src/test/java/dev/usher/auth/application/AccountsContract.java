package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.TestAccounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of accounts promises. */
public abstract class AccountsContract {
    /** As many as there are connections: what happens beyond that is not the port's business. */
    private static final int AT_ONCE = 10;

    private static final PasswordHash HASH = new PasswordHash("$bcrypt-hmac-sha256$v=1$c=4$first");
    private static final PasswordHash OTHER = new PasswordHash("$bcrypt-hmac-sha256$v=1$c=4$other");

    protected abstract Accounts accounts();

    protected abstract Sessions sessions();

    protected abstract void disable(AccountId id);

    /** The types of the events about the account, oldest first, but for its cut-offs. */
    protected abstract List<String> events(AccountId id);

    /** What the cut-offs about the account name, oldest first: {@code epoch 1} or {@code sid} and the session. */
    protected abstract List<String> cutoffs(AccountId id);

    private Account stored() {
        var account = TestAccounts.newAccount();
        assertThat(accounts().add(account, HASH, new AccountEvent.SignedUp(account, TestAccounts.NOW)))
                .isTrue();
        return account;
    }

    private Optional<?> change(Account account, PasswordHash hash) {
        var changed = account.cutOff();
        return accounts()
                .changePassword(
                        changed,
                        hash,
                        TestAccounts.session(changed, TestAccounts.NOW),
                        new AccountEvent.PasswordChanged(changed, TestAccounts.NOW));
    }

    @Test
    void what_was_added_is_found_by_id_and_by_address() {
        var account = stored();
        assertThat(accounts().find(account.id())).contains(account);
        assertThat(accounts().findCredential(account.id())).contains(new Accounts.Credential(account, HASH));
        assertThat(accounts().findCredential(account.email())).contains(new Accounts.Credential(account, HASH));
        assertThat(events(account.id())).containsExactly("user:signup");
    }

    @Test
    void an_administrator_keeps_all_roles() {
        var admin =
                Account.bootstrap(TestAccounts.newAddress(), TestAccounts.NAME, LanguageTag.of("en"), TestAccounts.NOW);
        accounts().add(admin, HASH, new AccountEvent.SignedUp(admin, TestAccounts.NOW));
        assertThat(accounts().find(admin.id()).orElseThrow().roles())
                .containsExactlyInAnyOrder(Account.SUPER_ADMIN, Account.CUSTOMER);
    }

    @Test
    void the_lookup_ignores_the_spelling_and_the_spelling_is_kept() {
        var email = EmailAddress.of("Jos." + TestAccounts.newAddress().key().toUpperCase(Locale.ROOT));
        var account = Account.register(email, TestAccounts.NAME, LanguageTag.of("en"), TestAccounts.NOW);
        accounts().add(account, HASH, new AccountEvent.SignedUp(account, TestAccounts.NOW));
        var found = accounts().findCredential(EmailAddress.of(email.key())).orElseThrow();
        assertThat(found.account().email().given()).isEqualTo(email.given());
    }

    @Test
    void nobody_is_found_where_nobody_is() {
        assertThat(accounts().find(AccountId.next(TestAccounts.NOW))).isEmpty();
        assertThat(accounts().findCredential(AccountId.next(TestAccounts.NOW))).isEmpty();
        assertThat(accounts().findCredential(TestAccounts.newAddress())).isEmpty();
    }

    @Test
    void a_taken_address_is_refused_and_nothing_is_stored() {
        var first = stored();
        var second = Account.register(first.email(), TestAccounts.NAME, LanguageTag.of("en"), TestAccounts.NOW);
        assertThat(accounts()
                        .add(
                                second,
                                OTHER,
                                new AccountEvent.SignedUp(second, TestAccounts.NOW),
                                TestAccounts.session(second, TestAccounts.NOW)))
                .isFalse();
        assertThat(accounts().find(second.id())).isEmpty();
        assertThat(events(second.id())).isEmpty();
        assertThat(accounts().findCredential(first.email()).orElseThrow().hash())
                .isEqualTo(HASH);
    }

    @Test
    void i_3_of_a_hundred_simultaneous_sign_ups_exactly_one_wins() throws Exception {
        var email = TestAccounts.newAddress();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var attempts = new ArrayList<Future<Optional<Account>>>();
            for (var i = 0; i < 100; i++) {
                attempts.add(threads.submit(() -> {
                    var account = Account.register(email, TestAccounts.NAME, LanguageTag.of("en"), TestAccounts.NOW);
                    var event = new AccountEvent.SignedUp(account, TestAccounts.NOW);
                    var session = TestAccounts.session(account, TestAccounts.NOW);
                    return accounts().add(account, HASH, event, session) ? Optional.of(account) : Optional.empty();
                }));
            }
            var winners = new ArrayList<Account>();
            for (var attempt : attempts) {
                attempt.get().ifPresent(winners::add);
            }
            assertThat(winners).hasSize(1);
            assertThat(accounts().findCredential(email).orElseThrow().account()).isEqualTo(winners.getFirst());
            assertThat(events(winners.getFirst().id())).containsExactly("user:signup");
        }
    }

    @Test
    void the_first_session_is_stored_with_the_account() {
        var account = TestAccounts.newAccount();
        var session = TestAccounts.session(account, TestAccounts.NOW);
        accounts().add(account, HASH, new AccountEvent.SignedUp(account, TestAccounts.NOW), session);
        var found = sessions().acknowledge(session.id(), 2, TestAccounts.CLIENT, TestAccounts.NOW);
        assertThat(found).contains(new Sessions.Acknowledged(account, 1, TestAccounts.NOW));
    }

    @Test
    void a_hash_is_replaced_only_where_it_is_still_the_one_known() {
        var account = stored();
        accounts().rehash(account.id(), OTHER, new PasswordHash("$third"));
        assertThat(accounts().findCredential(account.id()).orElseThrow().hash()).isEqualTo(HASH);
        accounts().rehash(account.id(), HASH, OTHER);
        assertThat(accounts().findCredential(account.id()).orElseThrow().hash()).isEqualTo(OTHER);
    }

    @Test
    void a_password_change_raises_the_epochs_ends_the_sessions_and_starts_one() {
        var account = stored();
        var before = TestAccounts.session(account, TestAccounts.NOW);
        sessions().open(before, 50);
        var changed = account.cutOff();
        var fresh = TestAccounts.session(changed, TestAccounts.NOW);
        var ended = accounts()
                .changePassword(changed, OTHER, fresh, new AccountEvent.PasswordChanged(changed, TestAccounts.NOW));
        assertThat(ended).contains(List.of(before.id()));
        assertThat(accounts().findCredential(account.id())).contains(new Accounts.Credential(changed, OTHER));
        assertThat(events(account.id())).containsExactly("user:signup", "user:password-changed");
        assertThat(cutoffs(account.id())).containsExactly("epoch 1");
        assertThat(sessions().acknowledge(before.id(), 2, TestAccounts.CLIENT, TestAccounts.NOW))
                .isEmpty();
        assertThat(sessions().acknowledge(fresh.id(), 2, TestAccounts.CLIENT, TestAccounts.NOW))
                .isPresent();
    }

    @Test
    void a_password_that_was_changed_since_it_was_read_is_not_changed_again() {
        var account = stored();
        assertThat(change(account, OTHER)).isPresent();
        assertThat(change(account, new PasswordHash("$third"))).isEmpty();
        assertThat(accounts().findCredential(account.id()).orElseThrow().hash()).isEqualTo(OTHER);
        assertThat(events(account.id())).containsExactly("user:signup", "user:password-changed");
        assertThat(cutoffs(account.id())).containsExactly("epoch 1");
    }

    @Test
    void i_4_of_many_simultaneous_changes_exactly_one_wins() throws Exception {
        var account = stored();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var attempts = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 30; i++) {
                var hash = new PasswordHash("$hash" + i);
                attempts.add(threads.submit(() -> change(account, hash).isPresent()));
            }
            var winners = new ArrayList<PasswordHash>();
            for (var i = 0; i < 30; i++) {
                if (attempts.get(i).get()) {
                    winners.add(new PasswordHash("$hash" + i));
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(accounts().findCredential(account.id()).orElseThrow().hash())
                    .isEqualTo(winners.getFirst());
        }
    }

    @Test
    void nothing_is_changed_where_the_account_is_disabled_or_gone() {
        var account = stored();
        disable(account.id());
        assertThat(change(accounts().find(account.id()).orElseThrow(), OTHER)).isEmpty();
        assertThat(change(TestAccounts.newAccount(), OTHER)).isEmpty();
        assertThat(accounts().findCredential(account.id()).orElseThrow().hash()).isEqualTo(HASH);
    }

    @Test
    void the_profile_is_followed_forwards_only() {
        var account = stored();
        var ada = new PersonName("Ada", "King");
        accounts().follow(account.id(), ada, Optional.of(LanguageTag.of("fr")), 3);
        accounts().follow(account.id(), new PersonName("Old", "News"), Optional.of(LanguageTag.of("de")), 2);
        accounts().follow(account.id(), new PersonName("Old", "News"), Optional.empty(), 3);
        var found = accounts().find(account.id()).orElseThrow();
        assertThat(found.name()).isEqualTo(ada);
        assertThat(found.locale()).isEqualTo(LanguageTag.of("fr"));
        accounts().follow(account.id(), new PersonName("Augusta", "King"), Optional.empty(), 4);
        assertThat(accounts().find(account.id()).orElseThrow().locale()).isEqualTo(LanguageTag.of("fr"));
        accounts().follow(AccountId.next(TestAccounts.NOW), ada, Optional.empty(), 1);
    }

    @Test
    void times_are_kept_to_the_millisecond() {
        var later = TestAccounts.NOW.plus(Duration.ofMillis(1));
        var account = Account.register(TestAccounts.newAddress(), TestAccounts.NAME, LanguageTag.of("en"), later);
        accounts().add(account, HASH, new AccountEvent.SignedUp(account, later));
        assertThat(accounts().find(account.id()).orElseThrow().createdAt()).isEqualTo(later);
    }
}
