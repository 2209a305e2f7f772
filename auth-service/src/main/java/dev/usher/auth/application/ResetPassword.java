package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import dev.usher.kernel.value.Violation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Sets a new password for whoever has the token that was mailed to the owner. Every session ends. A password that the
 * rules refuse does not use the token up. Only bad tokens are counted: a good one works however many bad ones came from
 * the same address before.
 */
public final class ResetPassword {
    public sealed interface Result {
        record Done() implements Result {}

        record BadToken() implements Result {}

        record WeakPassword(List<Violation> violations) implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Recovery recovery;
    private final MailTokens tokens;
    private final RefreshFamilies families;
    private final PasswordRules rules;
    private final PasswordHasher hasher;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final AuditLog auditLog;
    private final Clock clock;

    public ResetPassword(
            Recovery recovery,
            MailTokens tokens,
            RefreshFamilies families,
            PasswordRules rules,
            PasswordHasher hasher,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog auditLog,
            Clock clock) {
        this.recovery = recovery;
        this.tokens = tokens;
        this.families = families;
        this.rules = rules;
        this.hasher = hasher;
        this.attempts = attempts;
        this.limits = limits;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    public Result reset(MailToken token, RawPassword password, Client client) {
        var owner = recovery.find(Purpose.RESET, tokens.hash(token), clock.instant());
        if (owner.isEmpty()) {
            return badToken(client);
        }
        var violations = rules.violations("new_password", password, PasswordContext.of(owner.get()));
        return violations.isEmpty()
                ? replace(owner.get(), token, password, client)
                : new Result.WeakPassword(violations);
    }

    private Result replace(Account owner, MailToken token, RawPassword password, Client client) {
        var hash = hasher.hash(password);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var ended = recovery.reset(tokens.hash(token), hash, now);
        if (ended.isEmpty()) {
            // Somebody was faster with the same token.
            return badToken(client);
        }
        families.forget(ended.get());
        attempts.clear(limits.owner(owner.email(), client));
        auditLog.append(SecurityEvent.own(Kind.PASSWORD_RESET, owner.id(), client, now));
        return new Result.Done();
    }

    private Result badToken(Client client) {
        var tooMany = attempts.note(limits.badToken(client));
        if (tooMany.isPresent()) {
            return new Result.Throttled(tooMany.get());
        }
        auditLog.append(SecurityEvent.about(Kind.PASSWORD_RESET_FAILED, null, client, clock.instant()));
        return new Result.BadToken();
    }
}
