package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** Ends the session of whatever is shown. There is no refusal: who has no session is logged out. May be repeated. */
public final class LogOut {
    private final RefreshTokens tokens;
    private final Sessions sessions;
    private final RefreshFamilies families;
    private final AuditLog log;
    private final Clock clock;

    public LogOut(RefreshTokens tokens, Sessions sessions, RefreshFamilies families, AuditLog log, Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.families = families;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param token any generation of the session's refresh token will do; what we did not make is ignored
     * @param session that of the bearer token
     */
    public void logOut(Optional<RefreshToken> token, Optional<SessionId> session, Client client) {
        Stream.concat(token.flatMap(tokens::read).map(RefreshTokens.Presented::session).stream(), session.stream())
                .distinct()
                .forEach(ending -> end(ending, client));
    }

    private void end(SessionId session, Client client) {
        // Durable first: a refresh in flight looks there last, so it is either before this logout or refused.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        sessions.end(session, Session.End.LOGOUT, now)
                .ifPresent(user -> log.append(SecurityEvent.own(SecurityEvent.Kind.LOG_OUT, user, client, now)
                        .in(session)));
        families.end(session);
    }
}
