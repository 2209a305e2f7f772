package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.problem.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LogInTest {
    private static final LogIn.Result DENIED = new LogIn.Result.Denied();

    private final InMemoryAccounts store = new InMemoryAccounts();
    private final CountingPasswordHasher hasher = new CountingPasswordHasher();
    private final Faulty<Sessions> sessions = new Faulty<>(Sessions.class, store);
    private final Faulty<RefreshFamilies> families =
            new Faulty<>(RefreshFamilies.class, new InMemoryRefreshFamilies(AuthBench.POLICY));
    private final AuthBench auth = new AuthBench(
            store, sessions.port(), families.port(), new PlainRefreshTokens(), new PlainAccessTokens(), hasher);
    private final Account account = auth.register().account();

    private RefreshToken granted() {
        var result = auth.logIn(account.email(), AuthBench.PASSWORD);
        assertThat(result).isInstanceOf(LogIn.Result.Granted.class);
        return ((LogIn.Result.Granted) result).tokens().refresh();
    }

    @Test
    void the_right_password_starts_a_session_of_its_own() {
        var first = granted();
        var second = granted();
        assertThat(auth.refreshTokens.read(first).orElseThrow().session())
                .isNotEqualTo(auth.refreshTokens.read(second).orElseThrow().session());
        auth.refreshed(first);
        auth.refreshed(second);
    }

    @Test
    void a_wrong_password_an_unknown_address_and_a_disabled_account_look_the_same() {
        assertThat(auth.logIn(account.email(), "Correct horse battery")).isEqualTo(DENIED);
        assertThat(auth.logIn(TestAccounts.newAddress(), AuthBench.PASSWORD)).isEqualTo(DENIED);
        store.disable(account.id());
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isEqualTo(DENIED);
    }

    @Test
    void every_refusal_costs_one_comparison() {
        assertCost(() -> auth.logIn(account.email(), "not the password"));
        assertCost(() -> auth.logIn(TestAccounts.newAddress(), AuthBench.PASSWORD));
        assertCost(() -> auth.logIn.logIn(
                Optional.empty(), Optional.of(TestAccounts.password("anything at all")), TestAccounts.CLIENT));
        assertCost(() -> auth.logIn.logIn(Optional.of(account.email()), Optional.empty(), TestAccounts.CLIENT));
        store.disable(account.id());
        assertCost(() -> auth.logIn(account.email(), AuthBench.PASSWORD));
    }

    private void assertCost(java.util.function.Supplier<LogIn.Result> attempt) {
        var before = hasher.operations();
        assertThat(attempt.get()).isEqualTo(DENIED);
        assertThat(hasher.operations() - before).isEqualTo(1);
    }

    @Test
    void an_impossible_password_is_wrong_even_where_the_empty_one_would_be_right() {
        store.rehash(
                account.id(),
                store.findCredential(account.id()).orElseThrow().hash(),
                hasher.hash(TestAccounts.password("")));
        assertThat(auth.logIn.logIn(Optional.of(account.email()), Optional.empty(), TestAccounts.CLIENT))
                .isEqualTo(DENIED);
    }

    @Test
    void a_weaker_hash_is_replaced_at_the_next_login() {
        var password = TestAccounts.password(AuthBench.PASSWORD);
        var known = store.findCredential(account.id()).orElseThrow().hash();
        store.rehash(account.id(), known, CountingPasswordHasher.outdated(password));
        granted();
        assertThat(store.findCredential(account.id()).orElseThrow().hash()).isEqualTo(known);
        granted();
    }

    @Test
    void one_session_more_than_the_limit_ends_the_one_unused_the_longest() {
        var oldest = granted();
        auth.clock.advance(Duration.ofSeconds(1));
        var second = granted();
        auth.clock.advance(Duration.ofSeconds(1));
        // The session of the sign-up is the third.
        for (var i = 3; i < AuthBench.POLICY.perUser(); i++) {
            granted();
        }
        auth.clock.advance(Duration.ofSeconds(1));
        oldest = auth.refreshed(oldest);
        // The sign-up's goes first, then the second.
        granted();
        auth.clock.advance(Duration.ofSeconds(1));
        granted();
        auth.refreshed(oldest);
        assertThat(auth.refresh(second)).isInstanceOf(RefreshSession.Result.Refused.class);
    }

    @Test
    void an_outage_is_no_refusal() {
        families.down();
        assertThatThrownBy(this::granted).isInstanceOf(Unavailable.class);
        families.healed();
        sessions.down();
        assertThatThrownBy(this::granted).isInstanceOf(Unavailable.class);
        sessions.healed();
        granted();
    }

    private LogIn.Result wrongFrom(String ip) {
        return auth.logIn.logIn(
                Optional.of(account.email()),
                Optional.of(TestAccounts.password("not the password")),
                new Client(ip, "test"));
    }

    private static void assertThrottled(LogIn.Result result) {
        assertThat(result).isInstanceOf(LogIn.Result.Throttled.class);
    }

    @Test
    void past_the_limit_nothing_is_compared_even_if_it_were_right() {
        for (var i = 0; i < 10; i++) {
            assertThat(auth.logIn(account.email(), "not the password")).isEqualTo(DENIED);
        }
        var before = hasher.operations();
        assertThrottled(auth.logIn(account.email(), AuthBench.PASSWORD));
        assertThat(hasher.operations()).isEqualTo(before);
        auth.clock.advance(Duration.ofMinutes(16));
        granted();
    }

    @Test
    void strangers_who_guess_do_not_keep_the_owner_out() {
        for (var i = 0; i < 10; i++) {
            assertThat(wrongFrom("198.51.100." + i)).isEqualTo(DENIED);
        }
        assertThrottled(wrongFrom("203.0.113.1"));
        // From where the account was made.
        granted();
        auth.clock.advance(Duration.ofMinutes(16));
        assertThat(auth.logIn.logIn(
                        Optional.of(account.email()),
                        Optional.of(TestAccounts.password(AuthBench.PASSWORD)),
                        new Client("203.0.113.1", "test")))
                .isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void unknown_and_disabled_accounts_are_throttled_alike() {
        store.disable(account.id());
        var nobody = TestAccounts.newAddress();
        for (var email : List.of(account.email(), nobody)) {
            for (var i = 0; i < 10; i++) {
                assertThat(auth.logIn(email, AuthBench.PASSWORD)).isEqualTo(DENIED);
            }
            assertThrottled(auth.logIn(email, AuthBench.PASSWORD));
        }
    }

    @Test
    void one_address_is_throttled_over_all_accounts() {
        for (var i = 0; i < 100; i++) {
            assertThat(auth.logIn(TestAccounts.newAddress(), AuthBench.PASSWORD))
                    .isEqualTo(DENIED);
        }
        assertThrottled(auth.logIn(account.email(), AuthBench.PASSWORD));
        assertThrottled(auth.logIn.logIn(Optional.empty(), Optional.empty(), TestAccounts.CLIENT));
    }

    @Test
    void right_passwords_do_not_use_it_up() {
        for (var i = 0; i < 30; i++) {
            granted();
        }
    }

    @Test
    void f_rd_12_without_the_counters_nobody_may_guess() {
        var before = hasher.operations();
        auth.throttle.down();
        assertThatThrownBy(() -> auth.logIn(account.email(), "not the password"))
                .isInstanceOf(Unavailable.class);
        assertThat(hasher.operations()).isEqualTo(before);
        auth.throttle.healed();
        granted();
    }

    @Test
    void what_breaks_off_is_no_guess() {
        sessions.down();
        for (var i = 0; i < 20; i++) {
            assertThatThrownBy(this::granted).isInstanceOf(Unavailable.class);
        }
        sessions.healed();
        granted();
    }

    @Test
    void an_account_that_was_disabled_while_the_hash_was_compared_is_refused() {
        sessions.beforeNext(() -> store.disable(account.id()));
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isEqualTo(DENIED);
    }

    @Test
    void many_logins_at_once_never_exceed_the_limit() throws Exception {
        var tokens = new ArrayList<RefreshToken>();
        // As many as may be undecided at a time.
        try (var threads = Executors.newFixedThreadPool(AuthBench.LIMITS.failuresPerAccount())) {
            var futures = new ArrayList<Future<RefreshToken>>();
            for (var i = 0; i < 80; i++) {
                futures.add(threads.submit(this::granted));
            }
            for (var future : futures) {
                tokens.add(future.get());
            }
        }
        var alive = tokens.stream()
                .filter(token -> auth.refresh(token) instanceof RefreshSession.Result.Refreshed)
                .count();
        assertThat(alive).isLessThanOrEqualTo(AuthBench.POLICY.perUser());
    }
}
