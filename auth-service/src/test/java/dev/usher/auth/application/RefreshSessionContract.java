package dev.usher.auth.application;

import static dev.usher.auth.application.RefreshSession.Why.ENDED;
import static dev.usher.auth.application.RefreshSession.Why.FORGED;
import static dev.usher.auth.application.RefreshSession.Why.REUSED;
import static dev.usher.auth.application.RefreshSession.Why.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.application.RefreshSession.Result.Refreshed;
import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state machine of promises §2, row by row, over whatever stores; and what happens to it when they fail. */
public abstract class RefreshSessionContract {
    /** As many as there are connections to the database: more is a matter of overload, and tested over HTTP. */
    private static final int AT_ONCE = 10;

    private static final Duration GRACE = AuthBench.POLICY.grace();

    private Faulty<RefreshFamilies> families;
    private Faulty<Sessions> sessions;
    private AuthBench auth;
    private Account account;
    private RefreshToken token;

    protected abstract Accounts accounts();

    protected abstract Sessions sessions();

    protected abstract RefreshFamilies families();

    protected abstract RefreshTokens refreshTokens();

    protected abstract AccessTokens accessTokens();

    protected abstract void disable(AccountId id);

    protected abstract void delete(AccountId id);

    /** The types of the events that tell of the account, oldest first. */
    protected abstract List<String> events(AccountId id);

    /** Takes a copy of what the fast store holds of the session; running it puts that back. */
    protected abstract Runnable copy(SessionId session);

    @BeforeEach
    void somebody_is_logged_in() {
        families = new Faulty<>(RefreshFamilies.class, families());
        sessions = new Faulty<>(Sessions.class, sessions());
        auth = new AuthBench(
                accounts(),
                sessions.port(),
                families.port(),
                refreshTokens(),
                accessTokens(),
                new CountingPasswordHasher());
        var registered = auth.register();
        account = registered.account();
        token = registered.tokens().refresh();
    }

    private SessionId session() {
        return refreshTokens().read(token).orElseThrow().session();
    }

    private void assertAlive(RefreshToken current) {
        assertThat(auth.refresh(current)).isInstanceOf(Refreshed.class);
    }

    private void assertReuseDetected() {
        assertThat(events(account.id())).containsExactly("user:signup", "session:reuse-detected");
    }

    private void assertNothingDetected() {
        assertThat(events(account.id())).containsExactly("user:signup");
    }

    @Test
    void s20_the_current_token_is_rotated_once() {
        var first = auth.refresh(token);
        assertThat(first).isInstanceOf(Refreshed.class);
        var successor = ((Refreshed) first).tokens();
        assertThat(successor.refresh()).isNotEqualTo(token);
        assertThat(successor.refreshLifetime()).isEqualTo(AuthBench.POLICY.idle());
        assertThat(refreshTokens().read(successor.refresh()).orElseThrow().generation())
                .isEqualTo(2);
        assertAlive(successor.refresh());
    }

    @Test
    void s21_the_predecessor_gets_the_same_successor_within_the_grace() {
        var successor = auth.refreshed(token);
        assertThat(auth.refreshed(token)).isEqualTo(successor);
        auth.clock.advance(GRACE);
        assertThat(auth.refreshed(token)).isEqualTo(successor);
        assertNothingDetected();
        assertAlive(successor);
    }

    @Test
    void s21_a_clock_that_is_a_little_behind_changes_nothing() {
        var successor = auth.refreshed(token);
        auth.clock.advance(Duration.ofSeconds(-2));
        assertThat(auth.refreshed(token)).isEqualTo(successor);
    }

    @Test
    void s22_the_predecessor_ends_the_session_after_the_grace() {
        var successor = auth.refreshed(token);
        auth.clock.advance(GRACE.plusMillis(1));
        auth.assertRefused(token, REUSED);
        assertReuseDetected();
        assertThat(auth.refresh(successor)).isInstanceOf(RefreshSession.Result.Refused.class);
    }

    @Test
    void s23_an_older_generation_ends_the_session_at_once() {
        var second = auth.refreshed(token);
        var third = auth.refreshed(second);
        auth.assertRefused(token, REUSED);
        assertReuseDetected();
        assertThat(auth.refresh(third)).isInstanceOf(RefreshSession.Result.Refused.class);
        assertThat(auth.refresh(second)).isInstanceOf(RefreshSession.Result.Refused.class);
    }

    @Test
    void s23_reuse_is_told_once() {
        var second = auth.refreshed(token);
        auth.refreshed(second);
        for (var i = 0; i < 5; i++) {
            auth.refresh(token);
            auth.refresh(second);
        }
        assertReuseDetected();
    }

    @Test
    void s24_a_forged_token_changes_nothing() {
        var text = token.reveal();
        for (var forged : List.of(
                text.substring(0, text.length() - 1),
                text + "A",
                "A" + text,
                text.substring(0, text.length() / 2)
                        + (text.charAt(text.length() / 2) == 'A' ? 'B' : 'A')
                        + text.substring(text.length() / 2 + 1))) {
            auth.assertRefused(new RefreshToken(forged), FORGED);
        }
        assertNothingDetected();
        assertAlive(token);
    }

    @Test
    void s24_a_genuine_token_of_a_session_that_is_none_changes_nothing() {
        var stranger = refreshTokens().first(SessionId.next(TestAccounts.NOW)).token();
        auth.assertRefused(stranger, UNKNOWN);
        assertNothingDetected();
    }

    @Test
    void s24_another_secret_for_the_same_session_changes_nothing() {
        auth.assertRefused(refreshTokens().first(session()).token(), UNKNOWN);
        assertNothingDetected();
        assertAlive(token);
    }

    @Test
    void s25_an_idle_session_is_over_and_not_a_moment_before() {
        auth.clock.advance(AuthBench.POLICY.idle().minusSeconds(1));
        var successor = auth.refreshed(token);
        auth.clock.advance(AuthBench.POLICY.idle());
        auth.assertRefused(successor, UNKNOWN);
        assertNothingDetected();
    }

    @Test
    void s25_a_busy_session_is_over_at_its_absolute_end() {
        var current = token;
        for (var day = 0; day < 29; day++) {
            auth.clock.advance(Duration.ofDays(1));
            current = auth.refreshed(current);
        }
        auth.clock.advance(Duration.ofDays(1).minusSeconds(1));
        var last = auth.refresh(current);
        assertThat(last).isInstanceOf(Refreshed.class);
        assertThat(((Refreshed) last).tokens().refreshLifetime()).isEqualTo(Duration.ofSeconds(1));
        auth.clock.advance(Duration.ofSeconds(1));
        auth.assertRefused(((Refreshed) last).tokens().refresh(), UNKNOWN);
    }

    @Test
    void s25_a_session_that_was_logged_out_is_over() {
        auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT);
        auth.assertRefused(token, UNKNOWN);
        assertNothingDetected();
    }

    @Test
    void s26_a_disabled_account_has_no_sessions() {
        disable(account.id());
        auth.assertRefused(token, ENDED);
        auth.assertRefused(token, UNKNOWN);
    }

    @Test
    void s26_a_deleted_account_has_no_sessions() {
        delete(account.id());
        auth.assertRefused(token, ENDED);
    }

    @Test
    void s26_a_session_from_before_the_password_change_is_over() {
        var copy = copy(session());
        var changed = auth.changePassword.change(new ChangePassword.Command(
                account.id(),
                account.epoch(),
                Optional.of(TestAccounts.password(AuthBench.PASSWORD)),
                TestAccounts.password("another fine password"),
                TestAccounts.CLIENT));
        assertThat(changed).isInstanceOf(ChangePassword.Result.Changed.class);
        auth.assertRefused(token, UNKNOWN);
        // Also when the fast store has not heard of it.
        copy.run();
        auth.assertRefused(token, ENDED);
        assertAlive(((ChangePassword.Result.Changed) changed).tokens().refresh());
    }

    @Test
    void s27_the_fast_store_is_down_and_the_same_token_works_afterwards() {
        families.down();
        assertThatThrownBy(() -> auth.refresh(token)).isInstanceOf(Unavailable.class);
        families.healed();
        assertAlive(token);
    }

    @Test
    void s27_f_rd_5_w_11_the_answer_of_the_fast_store_is_lost_and_the_retry_gets_the_same_successor() {
        for (var round = 0; round < 20; round++) {
            var before = token;
            families.deaf();
            assertThatThrownBy(() -> auth.refresh(before)).isInstanceOf(Unavailable.class);
            families.healed();
            token = auth.refreshed(before);
            assertThat(auth.refreshed(before)).isEqualTo(token);
        }
        assertNothingDetected();
    }

    @Test
    void s27_the_database_was_down_and_the_same_token_works_however_late() {
        sessions.down();
        assertThatThrownBy(() -> auth.refresh(token)).isInstanceOf(Unavailable.class);
        auth.clock.advance(Duration.ofMinutes(30));
        assertThatThrownBy(() -> auth.refresh(token)).isInstanceOf(Unavailable.class);
        sessions.healed();
        var successor = auth.refreshed(token);
        // The grace counts from the first answer that could be given.
        auth.clock.advance(GRACE);
        assertThat(auth.refreshed(token)).isEqualTo(successor);
        auth.clock.advance(Duration.ofSeconds(1));
        auth.assertRefused(token, REUSED);
    }

    @Test
    void s27_the_answer_of_the_database_is_lost_and_the_retry_gets_the_same_successor() {
        sessions.deaf();
        assertThatThrownBy(() -> auth.refresh(token)).isInstanceOf(Unavailable.class);
        sessions.healed();
        var successor = auth.refreshed(token);
        assertThat(auth.refreshed(token)).isEqualTo(successor);
        assertNothingDetected();
    }

    @Test
    void s28_what_is_no_refresh_token_is_refused() {
        for (var other : List.of("", " ", "x", "A".repeat(114), "eyJhbGciOiJFUzI1NiJ9.e30.AAAA", "\u0000", "é")) {
            auth.assertRefused(new RefreshToken(other), FORGED);
        }
    }

    @Test
    void f_rd_7_a_fast_store_from_an_old_copy_revives_no_rotated_token() {
        var copy = copy(session());
        var tokens = new ArrayList<>(List.of(token));
        for (var i = 0; i < 5; i++) {
            auth.clock.advance(Duration.ofMinutes(1));
            tokens.add(auth.refreshed(tokens.getLast()));
        }
        auth.clock.advance(Duration.ofMinutes(1));
        copy.run();
        auth.assertRefused(token, REUSED);
        for (var other : tokens) {
            assertThat(auth.refresh(other)).isInstanceOf(RefreshSession.Result.Refused.class);
        }
    }

    @Test
    void f_rd_7_a_copy_that_is_one_rotation_old_revives_nothing_either() {
        var copy = copy(session());
        auth.refreshed(token);
        auth.clock.advance(GRACE.plusMillis(1));
        copy.run();
        auth.assertRefused(token, REUSED);
    }

    @Test
    void f_rd_7_with_an_old_copy_the_owner_has_to_log_in_again_and_nothing_worse() {
        var copy = copy(session());
        var current = auth.refreshed(auth.refreshed(token));
        copy.run();
        auth.assertRefused(current, UNKNOWN);
        assertNothingDetected();
    }

    @Test
    void f_rd_7_a_copy_from_before_the_logout_revives_nothing() {
        var copy = copy(session());
        auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT);
        copy.run();
        auth.assertRefused(token, ENDED);
    }

    @Test
    void f_rd_8_when_the_fast_store_has_forgotten_everything_people_log_in_again() {
        families().end(session());
        auth.assertRefused(token, UNKNOWN);
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
        assertNothingDetected();
    }

    @Test
    void a_logout_between_the_two_steps_wins() {
        sessions.beforeNext(() -> auth.logOut.logOut(Optional.of(token), Optional.empty(), TestAccounts.CLIENT));
        auth.assertRefused(token, ENDED);
        auth.assertRefused(token, UNKNOWN);
    }

    @Test
    void a_race_that_acknowledges_first_is_no_theft() {
        // Another request with the same token is overtaken by nobody but itself.
        sessions.beforeNext(() -> auth.refreshed(token));
        var successor = auth.refreshed(token);
        assertNothingDetected();
        assertAlive(successor);
    }

    @Test
    void a_successor_used_before_a_slow_race_is_done_is_no_theft() {
        sessions.beforeNext(() -> auth.refreshed(auth.refreshed(token)));
        var successor = auth.refreshed(token);
        assertThat(successor)
                .isEqualTo(refreshTokens().read(token).orElseThrow().successor().token());
        assertNothingDetected();
    }

    @Test
    void a_hundred_uses_of_one_token_at_once_give_one_successor() throws Exception {
        var results = atOnce(100, token);
        assertThat(results.stream()
                        .map(result -> ((Refreshed) result).tokens().refresh())
                        .distinct())
                .hasSize(1);
        assertNothingDetected();
        assertAlive(((Refreshed) results.getFirst()).tokens().refresh());
    }

    @Test
    void of_a_logout_and_many_refreshes_at_once_the_logout_wins() throws Exception {
        for (var round = 0; round < 10; round++) {
            var mine = auth.register().tokens().refresh();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var logout = threads.submit(
                        () -> auth.logOut.logOut(Optional.of(mine), Optional.empty(), TestAccounts.CLIENT));
                var current = mine;
                while (auth.refresh(current) instanceof Refreshed(var tokens)) {
                    current = tokens.refresh();
                }
                logout.get();
                assertThat(auth.refresh(current)).isInstanceOf(RefreshSession.Result.Refused.class);
            }
        }
    }

    private List<RefreshSession.Result> atOnce(int count, RefreshToken same) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var futures = new ArrayList<Future<RefreshSession.Result>>();
            for (var i = 0; i < count; i++) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return auth.refresh(same);
                }));
            }
            start.countDown();
            var results = new ArrayList<RefreshSession.Result>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
