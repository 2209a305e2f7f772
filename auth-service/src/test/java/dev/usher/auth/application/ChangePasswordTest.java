package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ChangePasswordTest {
    private static final String NEW = "another fine password";
    private static final ChangePassword.Result WRONG = new ChangePassword.Result.WrongPassword();

    private final InMemoryAccounts store = new InMemoryAccounts();
    private final CountingPasswordHasher hasher = new CountingPasswordHasher();
    private final Faulty<Accounts> accounts = new Faulty<>(Accounts.class, store);
    private final Faulty<RefreshFamilies> families =
            new Faulty<>(RefreshFamilies.class, new InMemoryRefreshFamilies(AuthBench.POLICY));
    private final AuthBench auth = new AuthBench(
            accounts.port(), store, families.port(), new PlainRefreshTokens(), new PlainAccessTokens(), hasher);
    private final SignUp.Result.Registered registered = auth.register();
    private final Account account = registered.account();

    private ChangePassword.Result change(String current, String replacement) {
        return change(Optional.of(TestAccounts.password(current)), replacement, account.epoch());
    }

    private ChangePassword.Result change(Optional<RawPassword> current, String replacement, long epoch) {
        return auth.changePassword.change(new ChangePassword.Command(
                account.id(), epoch, current, TestAccounts.password(replacement), TestAccounts.CLIENT));
    }

    @Test
    void the_new_password_works_and_the_old_one_does_not() {
        assertThat(change(AuthBench.PASSWORD, NEW)).isInstanceOf(ChangePassword.Result.Changed.class);
        assertThat(auth.logIn(account.email(), NEW)).isInstanceOf(LogIn.Result.Granted.class);
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Denied.class);
    }

    @Test
    void every_session_ends_and_the_caller_has_a_new_one() {
        var elsewhere = ((LogIn.Result.Granted) auth.logIn(account.email(), AuthBench.PASSWORD))
                .tokens()
                .refresh();
        var changed = (ChangePassword.Result.Changed) change(AuthBench.PASSWORD, NEW);
        assertThat(auth.refresh(elsewhere)).isInstanceOf(RefreshSession.Result.Refused.class);
        assertThat(auth.refresh(registered.tokens().refresh())).isInstanceOf(RefreshSession.Result.Refused.class);
        auth.refreshed(changed.tokens().refresh());
    }

    @Test
    void w_13_access_tokens_from_before_are_dead_and_the_new_one_is_not() {
        change(AuthBench.PASSWORD, NEW);
        assertThat(auth.showAccount.show(account.id(), account.epoch())).isEmpty();
        assertThat(auth.showAccount.show(account.id(), account.epoch() + 1)).isPresent();
    }

    @Test
    void one_event_tells_of_it() {
        change(AuthBench.PASSWORD, NEW);
        assertThat(store.events(account.id()))
                .last()
                .isEqualTo(new AccountEvent.PasswordChanged(account.cutOff(), TestAccounts.NOW));
    }

    @Test
    void a_wrong_current_password_changes_nothing() {
        assertThat(change("not the password", NEW)).isEqualTo(WRONG);
        assertThat(change(Optional.empty(), NEW, account.epoch())).isEqualTo(WRONG);
        assertThat(store.events(account.id())).hasSize(1);
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
        auth.refreshed(registered.tokens().refresh());
    }

    @Test
    void a_weak_new_password_is_refused_before_anything_is_hashed() {
        var before = hasher.operations();
        var result = change(AuthBench.PASSWORD, "sunshine1");
        assertThat(((ChangePassword.Result.WeakPassword) result).violations())
                .containsExactly(new Violation("new_password", "common", "is one of the most used passwords"));
        assertThat(hasher.operations()).isEqualTo(before);
    }

    @Test
    void a_59_wrong_old_passwords_are_counted_and_past_the_limit_nothing_is_compared() {
        for (var i = 0; i < 10; i++) {
            assertThat(change("not the password", NEW)).isEqualTo(WRONG);
        }
        var before = hasher.operations();
        assertThat(change(AuthBench.PASSWORD, NEW)).isInstanceOf(ChangePassword.Result.Throttled.class);
        assertThat(hasher.operations()).isEqualTo(before);
        auth.clock.advance(Duration.ofMinutes(16));
        assertThat(change(AuthBench.PASSWORD, NEW)).isInstanceOf(ChangePassword.Result.Changed.class);
    }

    @Test
    void a_dead_token_changes_nothing() {
        var gone = new ChangePassword.Result.NoAccount();
        change(AuthBench.PASSWORD, NEW);
        assertThat(change(NEW, "a third password here")).isEqualTo(gone);
        store.disable(account.id());
        assertThat(change(Optional.of(TestAccounts.password(NEW)), "a third password here", 9))
                .isEqualTo(gone);
        store.delete(account.id());
        assertThat(change(Optional.of(TestAccounts.password(NEW)), "a third password here", 9))
                .isEqualTo(gone);
    }

    @Test
    void an_outage_before_the_change_changes_nothing() {
        families.down();
        assertThatThrownBy(() -> change(AuthBench.PASSWORD, NEW)).isInstanceOf(Unavailable.class);
        families.healed();
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void f_pe_5_a_change_whose_answer_was_lost_shows_when_it_is_repeated() {
        var lost = new Faulty<>(Accounts.class, store);
        var bench =
                new AuthBench(lost.port(), store, families.port(), auth.refreshTokens, new PlainAccessTokens(), hasher);
        lost.beforeNext(() -> lost.beforeNext(lost::deaf));
        var command = new ChangePassword.Command(
                account.id(),
                account.epoch(),
                Optional.of(TestAccounts.password(AuthBench.PASSWORD)),
                TestAccounts.password(NEW),
                TestAccounts.CLIENT);
        assertThatThrownBy(() -> bench.changePassword.change(command)).isInstanceOf(Unavailable.class);
        lost.healed();
        assertThat(bench.logIn(account.email(), NEW)).isInstanceOf(LogIn.Result.Granted.class);
        assertThat(bench.changePassword.change(command)).isInstanceOf(ChangePassword.Result.NoAccount.class);
    }

    @Test
    void i_4_of_two_changes_at_once_exactly_one_takes_place() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<ChangePassword.Result>>();
            for (var i = 0; i < 20; i++) {
                var mine = NEW + i;
                futures.add(threads.submit(() -> change(AuthBench.PASSWORD, mine)));
            }
            var changed = new ArrayList<String>();
            for (var i = 0; i < 20; i++) {
                if (futures.get(i).get() instanceof ChangePassword.Result.Changed) {
                    changed.add(NEW + i);
                }
            }
            assertThat(changed).hasSize(1);
            assertThat(auth.logIn(account.email(), changed.getFirst())).isInstanceOf(LogIn.Result.Granted.class);
        }
        assertThat(store.events(account.id())).hasSize(2);
    }

    @Test
    void a_rehash_between_the_check_and_the_change_is_no_obstacle() {
        accounts.beforeNext(() -> accounts.beforeNext(() -> store.rehash(
                account.id(),
                store.findCredential(account.id()).orElseThrow().hash(),
                hasher.hash(TestAccounts.password(AuthBench.PASSWORD)))));
        assertThat(List.of(change(AuthBench.PASSWORD, NEW))).hasOnlyElementsOfType(ChangePassword.Result.Changed.class);
    }
}
