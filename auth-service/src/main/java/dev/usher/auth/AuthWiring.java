package dev.usher.auth;

import dev.usher.auth.application.Attempts;
import dev.usher.auth.application.BootstrapAdmin;
import dev.usher.auth.application.ChangePassword;
import dev.usher.auth.application.FollowProfile;
import dev.usher.auth.application.LogIn;
import dev.usher.auth.application.LogOut;
import dev.usher.auth.application.PasswordRules;
import dev.usher.auth.application.Reauthentication;
import dev.usher.auth.application.RefreshSession;
import dev.usher.auth.application.Registrar;
import dev.usher.auth.application.SecondStep;
import dev.usher.auth.application.SessionStarter;
import dev.usher.auth.application.ShowAccount;
import dev.usher.auth.application.SignUp;
import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.PasswordGuesser;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.PasswordPolicy;
import dev.usher.auth.domain.RecoveryPolicy;
import dev.usher.auth.domain.SessionPolicy;
import dev.usher.auth.domain.ThrottlePolicy;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The composition root: every use case of the service and what it is made of. */
@Factory
final class AuthWiring {
    private static final int LONGEST_PASSWORD = 256;

    @Singleton
    SessionPolicy sessionPolicy(AuthSettings.Tokens settings) {
        return new SessionPolicy(
                settings.refreshIdle(), settings.refreshAbsolute(), settings.grace(), settings.sessionsPerUser());
    }

    @Singleton
    PasswordRules passwordRules(AuthSettings.Password settings, PasswordGuesser guesser) {
        return new PasswordRules(new PasswordPolicy(settings.minLength(), LONGEST_PASSWORD), guesser);
    }

    @Singleton
    SessionStarter sessionStarter(
            RefreshTokens refreshTokens, RefreshFamilies families, AccessTokens accessTokens, SessionPolicy policy) {
        return new SessionStarter(refreshTokens, families, accessTokens, policy);
    }

    @Singleton
    SignUp signUp(
            PasswordRules rules,
            PasswordHasher hasher,
            Registrar registrar,
            Attempts attempts,
            ThrottlePolicy limits,
            Clock clock) {
        return new SignUp(rules, hasher, registrar, attempts, limits, clock);
    }

    @Singleton
    LogIn logIn(
            Accounts accounts,
            Sessions sessions,
            RefreshFamilies families,
            PasswordHasher hasher,
            SessionStarter starter,
            SessionPolicy policy,
            RecoveryPolicy recovery,
            SecondStep step,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog log,
            Clock clock) {
        return new LogIn(
                accounts,
                sessions,
                families,
                hasher,
                starter,
                policy,
                recovery.mode(),
                step,
                attempts,
                limits,
                log,
                clock);
    }

    @Singleton
    RefreshSession refreshSession(
            RefreshTokens tokens,
            RefreshFamilies families,
            Sessions sessions,
            Accounts accounts,
            AccessTokens accessTokens,
            SessionPolicy policy,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog log,
            Clock clock) {
        return new RefreshSession(
                tokens, families, sessions, accounts, accessTokens, policy, attempts, limits, log, clock);
    }

    @Singleton
    LogOut logOut(RefreshTokens tokens, Sessions sessions, RefreshFamilies families, AuditLog log, Clock clock) {
        return new LogOut(tokens, sessions, families, log, clock);
    }

    @Singleton
    ShowAccount showAccount(Accounts accounts) {
        return new ShowAccount(accounts);
    }

    @Singleton
    Reauthentication reauthentication(
            Accounts accounts,
            PasswordHasher hasher,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog log,
            Clock clock) {
        return new Reauthentication(accounts, hasher, attempts, limits, log, clock);
    }

    @Singleton
    ChangePassword changePassword(
            Accounts accounts,
            RefreshFamilies families,
            PasswordRules rules,
            PasswordHasher hasher,
            SessionStarter starter,
            Reauthentication reauthentication,
            AuditLog log,
            Clock clock) {
        return new ChangePassword(accounts, families, rules, hasher, starter, reauthentication, log, clock);
    }

    @Singleton
    BootstrapAdmin bootstrapAdmin(Accounts accounts, PasswordRules rules, PasswordHasher hasher, Clock clock) {
        return new BootstrapAdmin(accounts, rules, hasher, clock);
    }

    @Singleton
    FollowProfile followProfile(Accounts accounts) {
        return new FollowProfile(accounts);
    }
}
