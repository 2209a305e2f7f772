package dev.usher.auth.application;

import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The steps that sign-up, login and password change share. A session is first prepared in the fast store, then made
 * durable by the caller: a family without a durable session is dead, so that an outage in between leaves nothing, and
 * whoever gets an answer has a session that works.
 */
public final class SessionStarter {
    private final RefreshTokens refreshTokens;
    private final RefreshFamilies families;
    private final AccessTokens accessTokens;
    private final SessionPolicy policy;

    public SessionStarter(
            RefreshTokens refreshTokens, RefreshFamilies families, AccessTokens accessTokens, SessionPolicy policy) {
        this.refreshTokens = refreshTokens;
        this.families = families;
        this.accessTokens = accessTokens;
        this.policy = policy;
    }

    record Prepared(Session session, RefreshTokens.Issued token) {}

    Prepared prepare(Account account, Client client, Instant now) {
        var session = new Session(
                SessionId.next(now), account.id(), account.sessionEpoch(), client, now, now.plus(policy.absolute()));
        var token = refreshTokens.first(session.id());
        families.open(token, account.id(), now, session.absoluteUntil());
        return new Prepared(session, token);
    }

    void abandon(Prepared prepared) {
        families.forget(List.of(prepared.session().id()));
    }

    Tokens tokens(Account account, Prepared prepared, Instant now) {
        var until = policy.idleUntil(now, prepared.session().absoluteUntil());
        return new Tokens(
                accessTokens.issue(account, prepared.session().id(), now),
                prepared.token().token(),
                Duration.between(now, until));
    }
}
