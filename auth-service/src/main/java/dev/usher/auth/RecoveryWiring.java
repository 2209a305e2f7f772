package dev.usher.auth;

import dev.usher.auth.application.Attempts;
import dev.usher.auth.application.ForgotPassword;
import dev.usher.auth.application.PasswordRules;
import dev.usher.auth.application.Registrar;
import dev.usher.auth.application.ResendVerification;
import dev.usher.auth.application.ResetPassword;
import dev.usher.auth.application.RunErrands;
import dev.usher.auth.application.SessionStarter;
import dev.usher.auth.application.ShowAccount;
import dev.usher.auth.application.Tickets;
import dev.usher.auth.application.VerifyEmail;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Errands;
import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.RecoveryPolicy;
import dev.usher.auth.domain.SignUpMode;
import dev.usher.auth.domain.ThrottlePolicy;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;

/** Everything that mails have to do with. */
@Factory
final class RecoveryWiring {
    @Singleton
    RecoveryPolicy recoveryPolicy(AuthSettings settings, AuthSettings.Recovery recovery) {
        return new RecoveryPolicy(
                recovery.resetLifetime(),
                recovery.verifyLifetime(),
                SignUpMode.valueOf(settings.signupMode().toUpperCase(Locale.ROOT)),
                recovery.verifyAtSignup());
    }

    @Singleton
    Tickets tickets(MailTokens tokens, RecoveryPolicy policy, Attempts attempts, ThrottlePolicy limits) {
        return new Tickets(tokens, policy, attempts, limits);
    }

    @Singleton
    Registrar registrar(
            Accounts accounts,
            Recovery recovery,
            Tickets tickets,
            Errands errands,
            SessionStarter sessions,
            RecoveryPolicy policy,
            AuditLog log) {
        return new Registrar(accounts, recovery, tickets, errands, sessions, policy, log);
    }

    @Singleton
    ForgotPassword forgotPassword(Errands errands, Attempts attempts, ThrottlePolicy limits, Clock clock) {
        return new ForgotPassword(errands, attempts, limits, clock);
    }

    @Singleton
    RunErrands runErrands(
            Errands errands, Accounts accounts, Recovery recovery, Tickets tickets, AuditLog auditLog, Clock clock) {
        return new RunErrands(errands, accounts, recovery, tickets, auditLog, clock);
    }

    @Singleton
    ResetPassword resetPassword(
            Recovery recovery,
            MailTokens tokens,
            RefreshFamilies families,
            PasswordRules rules,
            PasswordHasher hasher,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog auditLog,
            Clock clock) {
        return new ResetPassword(recovery, tokens, families, rules, hasher, attempts, limits, auditLog, clock);
    }

    @Singleton
    VerifyEmail verifyEmail(
            Recovery recovery,
            MailTokens tokens,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog auditLog,
            Clock clock) {
        return new VerifyEmail(recovery, tokens, attempts, limits, auditLog, clock);
    }

    @Singleton
    ResendVerification resendVerification(
            ShowAccount accounts,
            Recovery recovery,
            Tickets tickets,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog auditLog,
            Clock clock) {
        return new ResendVerification(accounts, recovery, tickets, attempts, limits, auditLog, clock);
    }
}
