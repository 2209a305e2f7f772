package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Mails a token to verify the address with, once more. None to a verified address, and none past five an hour. */
public final class ResendVerification {
    public sealed interface Result {
        record Accepted() implements Result {}

        /** The caller's token is dead: account gone, disabled or cut off. */
        record NoAccount() implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final ShowAccount accounts;
    private final Recovery recovery;
    private final Tickets tickets;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final AuditLog auditLog;
    private final Clock clock;

    public ResendVerification(
            ShowAccount accounts,
            Recovery recovery,
            Tickets tickets,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog auditLog,
            Clock clock) {
        this.accounts = accounts;
        this.recovery = recovery;
        this.tickets = tickets;
        this.attempts = attempts;
        this.limits = limits;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    /** @param epoch that of the caller's access token */
    public Result resend(AccountId user, long epoch, Client client) {
        return accounts.show(user, epoch)
                .map(account ->
                        attempts.count(limits.recovery(client), Result.Throttled::new, () -> resend(account, client)))
                .orElseGet(Result.NoAccount::new);
    }

    private Result resend(Account account, Client client) {
        if (!account.emailVerified() && tickets.mayMail(Purpose.VERIFY, account)) {
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            recovery.issue(tickets.make(Purpose.VERIFY, account, now));
            auditLog.append(SecurityEvent.own(Kind.EMAIL_VERIFICATION_REQUESTED, account.id(), client, now));
        }
        return new Result.Accepted();
    }
}
