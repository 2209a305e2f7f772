package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.application.port.Throttle;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordPolicy;
import dev.usher.auth.domain.RecoveryPolicy;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SessionPolicy;
import dev.usher.auth.domain.SignUpMode;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.kernel.testing.MutableClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The use cases over ports of one's choice, at a clock that stands still. */
public final class AuthBench {
    public static final SessionPolicy POLICY =
            new SessionPolicy(Duration.ofDays(14), Duration.ofDays(30), Duration.ofSeconds(10), 50);
    public static final ThrottlePolicy LIMITS = new ThrottlePolicy(60, 10, 100, 30);
    public static final RecoveryPolicy RECOVERY =
            new RecoveryPolicy(Duration.ofMinutes(20), Duration.ofHours(24), SignUpMode.OPEN, false);
    public static final String PASSWORD = "correct horse battery";

    public final MutableClock clock = MutableClock.at(TestAccounts.NOW);
    public final Accounts accounts;
    public final Sessions sessions;
    public final RefreshFamilies families;
    public final RefreshTokens refreshTokens;
    public final Faulty<Throttle> throttle = new Faulty<>(Throttle.class, new InMemoryThrottle());
    public final InMemoryAuditLog log = new InMemoryAuditLog();
    public final InMemorySecondFactors factors = new InMemorySecondFactors();
    public final PlainFactorSecrets factorSecrets = new PlainFactorSecrets();
    public final Reauthentication reauthentication;
    public final FinishLogIn finishLogIn;
    public final EnrolSecondFactor enrolSecondFactor;
    public final ManageSecondFactor manageSecondFactor;
    public final SignUp signUp;
    public final LogIn logIn;
    public final RefreshSession refreshSession;
    public final LogOut logOut;
    public final ShowAccount showAccount;
    public final ForgotPassword forgotPassword;
    public final ResetPassword resetPassword;
    public final VerifyEmail verifyEmail;
    public final ResendVerification resendVerification;
    public final RunErrands runErrands;
    public final ChangePassword changePassword;
    public final BootstrapAdmin bootstrapAdmin;
    public final FollowProfile followProfile;

    public AuthBench(
            Accounts accounts,
            Sessions sessions,
            RefreshFamilies families,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            PasswordHasher hasher) {
        this(
                accounts,
                sessions,
                families,
                refreshTokens,
                accessTokens,
                hasher,
                new InMemoryRecovery(new InMemoryAccounts()),
                RECOVERY);
    }

    private AuthBench(
            Accounts accounts,
            Sessions sessions,
            RefreshFamilies families,
            RefreshTokens refreshTokens,
            AccessTokens accessTokens,
            PasswordHasher hasher,
            InMemoryRecovery recovery,
            RecoveryPolicy policy) {
        var rules = new PasswordRules(new PasswordPolicy(8, 256), new ListedPasswordGuesser());
        var starter = new SessionStarter(refreshTokens, families, accessTokens, POLICY);
        var attempts = new Attempts(throttle.port(), clock);
        var step = new SecondStep(factors, factorSecrets, Set.of());
        var mails = new PlainMailTokens();
        this.reauthentication = new Reauthentication(accounts, hasher, attempts, LIMITS, log, clock);
        var tickets = new Tickets(mails, policy, attempts, LIMITS);
        var registrar = new Registrar(accounts, recovery, tickets, recovery, starter, policy, log);
        this.accounts = accounts;
        this.sessions = sessions;
        this.families = families;
        this.refreshTokens = refreshTokens;
        this.signUp = new SignUp(rules, hasher, registrar, attempts, LIMITS, clock);
        this.logIn = new LogIn(
                accounts,
                sessions,
                families,
                hasher,
                starter,
                POLICY,
                policy.mode(),
                step,
                attempts,
                LIMITS,
                log,
                clock);
        this.finishLogIn = new FinishLogIn(accounts, factors, step, logIn, attempts, LIMITS, log, clock);
        this.enrolSecondFactor = new EnrolSecondFactor(accounts, factors, factorSecrets, step, reauthentication, clock);
        this.manageSecondFactor = new ManageSecondFactor(
                accounts, factors, factorSecrets, step, reauthentication, attempts, LIMITS, log, clock);
        this.refreshSession = new RefreshSession(
                refreshTokens, families, sessions, accounts, accessTokens, POLICY, attempts, LIMITS, log, clock);
        this.logOut = new LogOut(refreshTokens, sessions, families, log, clock);
        this.showAccount = new ShowAccount(accounts);
        this.forgotPassword = new ForgotPassword(recovery, attempts, LIMITS, clock);
        this.resetPassword = new ResetPassword(recovery, mails, families, rules, hasher, attempts, LIMITS, log, clock);
        this.verifyEmail = new VerifyEmail(recovery, mails, attempts, LIMITS, log, clock);
        this.resendVerification = new ResendVerification(showAccount, recovery, tickets, attempts, LIMITS, log, clock);
        this.runErrands = new RunErrands(recovery, accounts, recovery, tickets, log, clock);
        this.changePassword =
                new ChangePassword(accounts, families, rules, hasher, starter, reauthentication, log, clock);
        this.bootstrapAdmin = new BootstrapAdmin(accounts, rules, hasher, clock);
        this.followProfile = new FollowProfile(accounts);
    }

    /** Over the fakes. */
    public static AuthBench inMemory(InMemoryAccounts store, PasswordHasher hasher) {
        return inMemory(store, hasher, RECOVERY);
    }

    public static AuthBench inMemory(InMemoryAccounts store, PasswordHasher hasher, RecoveryPolicy policy) {
        return new AuthBench(
                store,
                store,
                new InMemoryRefreshFamilies(POLICY),
                new PlainRefreshTokens(),
                new PlainAccessTokens(),
                hasher,
                new InMemoryRecovery(store),
                policy);
    }

    /** Somebody new, with the usual password. */
    public SignUp.Result.Registered register() {
        var result = signUp.signUp(command(TestAccounts.newAddress(), PASSWORD));
        assertThat(result).isInstanceOf(SignUp.Result.Registered.class);
        return (SignUp.Result.Registered) result;
    }

    public static SignUp.Command command(EmailAddress email, String password) {
        return new SignUp.Command(
                email, TestAccounts.password(password), TestAccounts.NAME, LanguageTag.of("en"), TestAccounts.CLIENT);
    }

    public LogIn.Result logIn(EmailAddress email, String password) {
        return logIn.logIn(Optional.of(email), Optional.of(TestAccounts.password(password)), TestAccounts.CLIENT);
    }

    public RefreshSession.Result refresh(RefreshToken token) {
        return refreshSession.refresh(token, TestAccounts.CLIENT);
    }

    /** The successor; fails when it is refused. */
    public RefreshToken refreshed(RefreshToken token) {
        var result = refresh(token);
        assertThat(result).isInstanceOf(RefreshSession.Result.Refreshed.class);
        return ((RefreshSession.Result.Refreshed) result).tokens().refresh();
    }

    public void assertRefused(RefreshToken token, RefreshSession.Why why) {
        assertThat(refresh(token)).isEqualTo(new RefreshSession.Result.Refused(why));
    }
}
