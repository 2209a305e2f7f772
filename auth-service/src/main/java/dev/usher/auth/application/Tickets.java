package dev.usher.auth.application;

import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.application.port.Recovery.Ticket;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.RecoveryPolicy;
import dev.usher.auth.domain.ThrottlePolicy;
import java.time.Instant;
import java.util.Locale;

/** The step that all mails with a token share: a token, unless the account has had enough of them for this hour. */
public final class Tickets {
    private final MailTokens tokens;
    private final RecoveryPolicy policy;
    private final Attempts attempts;
    private final ThrottlePolicy limits;

    public Tickets(MailTokens tokens, RecoveryPolicy policy, Attempts attempts, ThrottlePolicy limits) {
        this.tokens = tokens;
        this.policy = policy;
        this.attempts = attempts;
        this.limits = limits;
    }

    Ticket make(Purpose purpose, Account account, Instant now) {
        return new Ticket(tokens.issue(purpose), account, now, policy.expiry(purpose, now));
    }

    boolean mayMail(Purpose purpose, Account account) {
        return mayMail(purpose.name().toLowerCase(Locale.ROOT), account);
    }

    boolean mayMail(String kind, Account account) {
        return attempts.note(limits.mail(kind, account.email())).isEmpty();
    }
}
