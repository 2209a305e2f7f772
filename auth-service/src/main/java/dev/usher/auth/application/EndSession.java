package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.SessionPolicy;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Ends one of somebody's own sessions, be it the one they ask with. */
public final class EndSession {
    public enum Result {
        ENDED,
        /** Not theirs, over, or none at all. */
        NO_SESSION,
        /** The caller's token is dead: account gone, disabled or cut off. */
        NO_ACCOUNT
    }

    private final Accounts accounts;
    private final Sessions sessions;
    private final RefreshFamilies families;
    private final AuditLog log;
    private final SessionPolicy policy;
    private final Clock clock;

    public EndSession(
            Accounts accounts,
            Sessions sessions,
            RefreshFamilies families,
            AuditLog log,
            SessionPolicy policy,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.families = families;
        this.log = log;
        this.policy = policy;
        this.clock = clock;
    }

    /** @param epoch that of the access token */
    public Result end(AccountId user, long epoch, SessionId session, Client client) {
        if (accounts.find(user).filter(account -> account.accepts(epoch)).isEmpty()) {
            return Result.NO_ACCOUNT;
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!sessions.endOwn(user, session, now.minus(policy.idle()), now)) {
            return Result.NO_SESSION;
        }
        families.forget(List.of(session));
        log.append(SecurityEvent.own(SecurityEvent.Kind.SESSION_ENDED, user, client, now)
                .in(session));
        return Result.ENDED;
    }
}
