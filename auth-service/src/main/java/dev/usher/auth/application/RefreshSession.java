package dev.usher.auth.application;

import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshFamilies.Step;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.application.port.RefreshTokens.Presented;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.SessionPolicy;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Replaces a refresh token by its one successor: the state machine of promises §2. Two steps decide. The fast store
 * rotates atomically; then the durable session is noted to have reached the next generation, under its row lock. The
 * second step refuses what has ended, and knows which generation a client was really given: so a fast store that was
 * restored from an old copy revives nothing, and a rotation whose answer never left is no theft.
 */
public final class RefreshSession {
    public sealed interface Result {
        record Refreshed(Tokens tokens) implements Result {}

        /** Whatever the reason, the client is told the same. */
        record Refused(Why why) implements Result {}

        /** One token too many that we never made. Whoever has a good one never gets this. */
        record Throttled(TooMany tooMany) implements Result {}
    }

    /** For the log only. */
    public enum Why {
        /** Not made by us, or changed on its way. */
        FORGED,
        /** No such session in the fast store: ended, expired, forgotten. */
        UNKNOWN,
        /** Ended durably, or its account is disabled, gone, or cut off. */
        ENDED,
        /** Replaced before: the session ends now. */
        REUSED
    }

    private final RefreshTokens tokens;
    private final RefreshFamilies families;
    private final Sessions sessions;
    private final Accounts accounts;
    private final AccessTokens accessTokens;
    private final SessionPolicy policy;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final AuditLog log;
    private final Clock clock;

    public RefreshSession(
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
        this.tokens = tokens;
        this.families = families;
        this.sessions = sessions;
        this.accounts = accounts;
        this.accessTokens = accessTokens;
        this.policy = policy;
        this.attempts = attempts;
        this.limits = limits;
        this.log = log;
        this.clock = clock;
    }

    public Result refresh(RefreshToken token, Client client) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var read = tokens.read(token);
        if (read.isEmpty()) {
            return attempts.note(limits.badRefresh(client))
                    .<Result>map(Result.Throttled::new)
                    .orElseGet(() -> new Result.Refused(Why.FORGED));
        }
        var presented = read.get();
        return switch (families.rotate(presented, now)) {
            case Step.Repeated step ->
                raced(presented, now)
                        .map(account -> refreshed(presented, step, account, now))
                        .orElseGet(() -> acknowledge(presented, step, client, now));
            case Step.Succeeded step -> acknowledge(presented, step, client, now);
            case Step.Outdated(var user, var current) ->
                accounts.find(user)
                        .map(account -> reused(presented, account, client, now))
                        .orElseGet(() -> ended(presented));
            case Step.Unknown() -> new Result.Refused(Why.UNKNOWN);
        };
    }

    /** Many requests with one token at once need not wait for each other once the first of them has been acknowledged. */
    private Optional<Account> raced(Presented presented, Instant now) {
        return sessions.find(presented.session(), now)
                .filter(session -> session.generation() == presented.successor().generation() && isRecent(session, now))
                .map(Sessions.Acknowledged::account);
    }

    private boolean isRecent(Sessions.Acknowledged session, Instant now) {
        return !session.rotatedAt().plus(policy.grace()).isBefore(now);
    }

    private Result acknowledge(Presented presented, Step.Succeeded step, Client client, Instant now) {
        var next = presented.successor().generation();
        var session = sessions.acknowledge(presented.session(), next, client, now);
        if (session.isEmpty()) {
            return ended(presented);
        }
        var before = session.get();
        // What only the fast store knows of was never given to anybody: this is the retry that S-27 promises.
        var isFirst = before.generation() < next;
        var isRace =
                isRecent(before, now) && (before.generation() == next || isOvertaken(presented, step, before, now));
        return isFirst || isRace
                ? refreshed(presented, step, before.account(), now)
                : reused(presented, before.account(), client, now);
    }

    /**
     * Tells the two ways apart in which the durable session can be further than the step just made: the successor was
     * used between that step and now (then the fast store is as far), or the fast store is an old copy.
     */
    private boolean isOvertaken(Presented presented, Step.Succeeded step, Sessions.Acknowledged before, Instant now) {
        return !(step instanceof Step.Late)
                && families.rotate(presented, now) instanceof Step.Outdated(var user, var current)
                && current >= before.generation();
    }

    private Result refreshed(Presented presented, Step.Succeeded step, Account account, Instant now) {
        return new Result.Refreshed(new Tokens(
                accessTokens.issue(account, presented.session(), now),
                presented.successor().token(),
                Duration.between(now, step.until())));
    }

    private Result reused(Presented presented, Account account, Client client, Instant now) {
        sessions.endReused(new AccountEvent.SessionReuseDetected(account, presented.session(), client.ip(), now));
        families.forget(List.of(presented.session()));
        log.append(SecurityEvent.about(Kind.SESSION_REUSE_DETECTED, account.id(), client, now)
                .in(presented.session()));
        return new Result.Refused(Why.REUSED);
    }

    private Result ended(Presented presented) {
        families.forget(List.of(presented.session()));
        return new Result.Refused(Why.ENDED);
    }
}
