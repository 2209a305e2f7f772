package dev.usher.auth.application;

import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.RefreshToken;
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
    private final Clock clock;

    public LogOut(RefreshTokens tokens, Sessions sessions, RefreshFamilies families, Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.families = families;
        this.clock = clock;
    }

    /**
     * @param token any generation of the session's refresh token will do; what we did not make is ignored
     * @param session that of the bearer token
     */
    public void logOut(Optional<RefreshToken> token, Optional<SessionId> session) {
        Stream.concat(token.flatMap(tokens::read).map(RefreshTokens.Presented::session).stream(), session.stream())
                .distinct()
                .forEach(this::end);
    }

    private void end(SessionId session) {
        // Durable first: a refresh in flight looks there last, so it is either before this logout or refused.
        sessions.end(session, Session.End.LOGOUT, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        families.end(session);
    }
}
