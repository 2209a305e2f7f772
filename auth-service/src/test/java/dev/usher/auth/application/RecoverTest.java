package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.RecoveryPolicy;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.SignUpMode;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Forgot, reset, verify and resend, and sign-up where an address must be verified. */
class RecoverTest {
    private static final String NEW = "another fine password";
    private static final Client ELSEWHERE = new Client("203.0.113.9", "test");
    private static final RecoveryPolicy VERIFIED =
            new RecoveryPolicy(Duration.ofMinutes(20), Duration.ofHours(24), SignUpMode.VERIFIED, false);

    private final InMemoryAccounts store = new InMemoryAccounts();
    private final CountingPasswordHasher hasher = new CountingPasswordHasher();
    private final AuthBench auth = AuthBench.inMemory(store, hasher);

    private void runErrands(AuthBench bench) {
        for (var more = true; more; ) {
            more = bench.runErrands.runNext();
        }
    }

    private void forgot(EmailAddress email) {
        assertThat(auth.forgotPassword.forgot(email, TestAccounts.CLIENT))
                .isEqualTo(new ForgotPassword.Result.Accepted());
        runErrands(auth);
    }

    private Stream<MailToken> mailed(AccountId id) {
        return store.events(id).stream().flatMap(event -> switch (event) {
            case AccountEvent.ResetRequested(var who, var sealed, var until, var at) ->
                Stream.of(PlainMailTokens.open(sealed));
            case AccountEvent.VerificationRequested(var who, var sealed, var until, var at) ->
                Stream.of(PlainMailTokens.open(sealed));
            default -> Stream.empty();
        });
    }

    private MailToken lastMailed(AccountId id) {
        return mailed(id).reduce((earlier, later) -> later).orElseThrow();
    }

    private MailToken resetToken(Account account) {
        forgot(account.email());
        return lastMailed(account.id());
    }

    private ResetPassword.Result reset(MailToken token, String password) {
        return auth.resetPassword.reset(token, TestAccounts.password(password), TestAccounts.CLIENT);
    }

    private static final ResetPassword.Result DONE = new ResetPassword.Result.Done();
    private static final ResetPassword.Result BAD = new ResetPassword.Result.BadToken();

    @Test
    void a_reset_sets_the_password_and_ends_every_session() {
        var registered = auth.register();
        var account = registered.account();
        assertThat(reset(resetToken(account), NEW)).isEqualTo(DONE);
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Denied.class);
        assertThat(auth.logIn(account.email(), NEW)).isInstanceOf(LogIn.Result.Granted.class);
        assertThat(auth.refresh(registered.tokens().refresh())).isInstanceOf(RefreshSession.Result.Refused.class);
        assertThat(auth.showAccount.show(account.id(), account.epoch())).isEmpty();
        assertThat(store.cutoffs(account.id())).contains("epoch 1");
        assertThat(store.find(account.id()).orElseThrow().emailVerified()).isTrue();
        assertThat(auth.log.kinds(account.id()))
                .containsExactly(
                        Kind.SIGN_UP,
                        Kind.PASSWORD_RESET_REQUESTED,
                        Kind.PASSWORD_RESET,
                        Kind.LOG_IN_FAILED,
                        Kind.LOG_IN);
    }

    @Test
    void i_7_a_token_works_once() {
        var token = resetToken(auth.register().account());
        assertThat(reset(token, NEW)).isEqualTo(DONE);
        assertThat(reset(token, "a third password here")).isEqualTo(BAD);
    }

    @Test
    void a_62_a_weak_password_is_refused_and_does_not_use_the_token_up() {
        var account = auth.register().account();
        var token = resetToken(account);
        var before = hasher.operations();
        assertThat(reset(token, "sunshine1"))
                .isEqualTo(new ResetPassword.Result.WeakPassword(
                        List.of(new Violation("new_password", "common", "is one of the most used passwords"))));
        assertThat(reset(token, "admiral-hopper-1")).isInstanceOf(ResetPassword.Result.WeakPassword.class);
        assertThat(hasher.operations()).isEqualTo(before);
        assertThat(reset(token, NEW)).isEqualTo(DONE);
    }

    @Test
    void a_reset_token_lives_twenty_minutes_and_a_verify_token_a_day() {
        var account = auth.register().account();
        var token = resetToken(account);
        auth.clock.advance(Duration.ofMinutes(20));
        assertThat(reset(token, NEW)).isEqualTo(BAD);
        auth.resendVerification.resend(account.id(), 0, TestAccounts.CLIENT);
        var verify = lastMailed(account.id());
        auth.clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(auth.verifyEmail.verify(verify, TestAccounts.CLIENT)).isEqualTo(new VerifyEmail.Result.Done());
    }

    @Test
    void nobody_is_told_and_nobody_is_mailed_who_is_unknown_or_disabled() {
        var account = auth.register().account();
        store.disable(account.id());
        forgot(account.email());
        forgot(TestAccounts.newAddress());
        assertThat(mailed(account.id())).isEmpty();
    }

    @Test
    void past_five_an_hour_no_mail_is_sent_and_nothing_says_so() {
        var account = auth.register().account();
        for (var i = 0; i < 7; i++) {
            forgot(account.email());
        }
        assertThat(mailed(account.id())).hasSize(5);
        assertThat(reset(lastMailed(account.id()), NEW)).isEqualTo(DONE);
        auth.clock.advance(Duration.ofMinutes(65));
        forgot(account.email());
        assertThat(mailed(account.id())).hasSize(6);
    }

    @Test
    void forgot_and_resend_share_a_limit_for_an_address() {
        var account = auth.register().account();
        for (var i = 0; i < 29; i++) {
            auth.forgotPassword.forgot(TestAccounts.newAddress(), ELSEWHERE);
        }
        assertThat(auth.resendVerification.resend(account.id(), 0, ELSEWHERE))
                .isEqualTo(new ResendVerification.Result.Accepted());
        assertThat(auth.resendVerification.resend(account.id(), 0, ELSEWHERE))
                .isInstanceOf(ResendVerification.Result.Throttled.class);
        assertThat(auth.forgotPassword.forgot(account.email(), ELSEWHERE))
                .isInstanceOf(ForgotPassword.Result.Throttled.class);
    }

    @Test
    void past_twenty_bad_tokens_of_either_kind_only_good_ones_are_answered() {
        var account = auth.register().account();
        var token = resetToken(account);
        for (var i = 0; i < 10; i++) {
            assertThat(reset(new MailToken("bad " + i), NEW)).isEqualTo(BAD);
            assertThat(auth.verifyEmail.verify(new MailToken("bad " + i), TestAccounts.CLIENT))
                    .isEqualTo(new VerifyEmail.Result.BadToken());
        }
        assertThat(reset(new MailToken("one more"), NEW)).isInstanceOf(ResetPassword.Result.Throttled.class);
        assertThat(auth.verifyEmail.verify(new MailToken("one more"), TestAccounts.CLIENT))
                .isInstanceOf(VerifyEmail.Result.Throttled.class);
        assertThat(reset(token, NEW)).isEqualTo(DONE);
    }

    @Test
    void a_reset_lets_the_owner_in_whom_guesses_had_kept_out() {
        var account = auth.register().account();
        for (var i = 0; i < 10; i++) {
            auth.logIn(account.email(), "not the password");
        }
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Throttled.class);
        reset(resetToken(account), NEW);
        assertThat(auth.logIn(account.email(), NEW)).isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void a_password_change_voids_a_reset() {
        var account = auth.register().account();
        var token = resetToken(account);
        auth.changePassword.change(new ChangePassword.Command(
                account.id(),
                account.epoch(),
                Optional.of(TestAccounts.password(AuthBench.PASSWORD)),
                TestAccounts.password(NEW),
                TestAccounts.CLIENT));
        assertThat(reset(token, "a third password here")).isEqualTo(BAD);
    }

    @Test
    void a_verified_address_is_mailed_no_more_tokens() {
        var account = auth.register().account();
        auth.resendVerification.resend(account.id(), 0, TestAccounts.CLIENT);
        auth.verifyEmail.verify(lastMailed(account.id()), TestAccounts.CLIENT);
        assertThat(store.events(account.id()))
                .last()
                .isEqualTo(new AccountEvent.EmailVerified(account.verified(), TestAccounts.NOW));
        assertThat(auth.resendVerification.resend(account.id(), 0, TestAccounts.CLIENT))
                .isEqualTo(new ResendVerification.Result.Accepted());
        assertThat(mailed(account.id())).hasSize(1);
    }

    @Test
    void a_dead_token_resends_nothing() {
        var account = auth.register().account();
        store.disable(account.id());
        assertThat(auth.resendVerification.resend(account.id(), 9, TestAccounts.CLIENT))
                .isEqualTo(new ResendVerification.Result.NoAccount());
        assertThat(mailed(account.id())).isEmpty();
    }

    @Test
    void an_errand_that_breaks_off_is_done_again() {
        var account = auth.register().account();
        auth.forgotPassword.forgot(account.email(), TestAccounts.CLIENT);
        auth.throttle.down();
        assertThatThrownBy(auth.runErrands::runNext).isInstanceOf(Unavailable.class);
        auth.throttle.healed();
        assertThat(auth.runErrands.runNext()).isFalse();
        auth.clock.advance(Duration.ofSeconds(30));
        runErrands(auth);
        assertThat(mailed(account.id())).hasSize(1);
    }

    @Test
    void f_rd_12_without_the_counters_nobody_may_ask() {
        auth.throttle.down();
        assertThatThrownBy(() -> auth.forgotPassword.forgot(TestAccounts.newAddress(), TestAccounts.CLIENT))
                .isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> reset(new MailToken("bad"), NEW)).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_sign_up_may_ask_for_verification_at_once() {
        var asking = AuthBench.inMemory(
                store, hasher, new RecoveryPolicy(Duration.ofMinutes(20), Duration.ofHours(24), SignUpMode.OPEN, true));
        var account = asking.register().account();
        assertThat(mailed(account.id())).hasSize(1);
        assertThat(asking.logIn(account.email(), AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void where_addresses_are_verified_who_signed_up_is_let_in_after_that() {
        var strict = AuthBench.inMemory(store, hasher, VERIFIED);
        var email = TestAccounts.newAddress();
        assertThat(strict.signUp.signUp(AuthBench.command(email, AuthBench.PASSWORD)))
                .isEqualTo(new SignUp.Result.Accepted());
        runErrands(strict);
        var account = store.findCredential(email).orElseThrow().account();
        assertThat(strict.logIn(email, AuthBench.PASSWORD)).isEqualTo(new LogIn.Result.Denied());
        strict.verifyEmail.verify(lastMailed(account.id()), TestAccounts.CLIENT);
        assertThat(strict.logIn(email, AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void d_1_where_addresses_are_verified_a_taken_one_looks_like_a_free_one_and_its_owner_is_told() {
        var strict = AuthBench.inMemory(store, hasher, VERIFIED);
        var account = auth.register().account();
        var before = hasher.operations();
        for (var i = 0; i < 7; i++) {
            assertThat(strict.signUp.signUp(AuthBench.command(account.email(), NEW)))
                    .isEqualTo(new SignUp.Result.Accepted());
            assertThat(hasher.operations() - before).isEqualTo(i + 1);
        }
        runErrands(strict);
        assertThat(store.events(account.id()))
                .filteredOn(AccountEvent.AddressTaken.class::isInstance)
                .hasSize(5);
        assertThat(store.size()).isEqualTo(1);
        assertThat(auth.logIn(account.email(), AuthBench.PASSWORD)).isInstanceOf(LogIn.Result.Granted.class);
    }

    @Test
    void a_weak_password_is_told_in_every_mode() {
        var strict = AuthBench.inMemory(store, hasher, VERIFIED);
        assertThat(strict.signUp.signUp(AuthBench.command(TestAccounts.newAddress(), "sunshine1")))
                .isInstanceOf(SignUp.Result.WeakPassword.class);
    }
}
