package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Takes the address of an account as verified, by the token that was mailed there. Only bad tokens are counted. */
public final class VerifyEmail {
    public sealed interface Result {
        record Done() implements Result {}

        record BadToken() implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Recovery recovery;
    private final MailTokens tokens;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final AuditLog auditLog;
    private final Clock clock;

    public VerifyEmail(
            Recovery recovery,
            MailTokens tokens,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog auditLog,
            Clock clock) {
        this.recovery = recovery;
        this.tokens = tokens;
        this.attempts = attempts;
        this.limits = limits;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    public Result verify(MailToken token, Client client) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var owner = recovery.verify(tokens.hash(token), now);
        if (owner.isEmpty()) {
            return attempts.note(limits.badToken(client))
                    .<Result>map(Result.Throttled::new)
                    .orElseGet(Result.BadToken::new);
        }
        auditLog.append(SecurityEvent.own(Kind.EMAIL_VERIFIED, owner.get().id(), client, now));
        return new Result.Done();
    }
}
