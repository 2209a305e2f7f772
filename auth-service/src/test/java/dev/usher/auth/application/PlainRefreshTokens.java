package dev.usher.auth.application;

import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.SessionId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Refresh tokens that anybody can read, and whose seal is that they are remembered. */
public final class PlainRefreshTokens implements RefreshTokens {
    private final AtomicInteger secrets = new AtomicInteger();
    private final Set<String> made = new HashSet<>();

    @Override
    public Issued first(SessionId session) {
        return issue(session, 1, "secret" + secrets.incrementAndGet());
    }

    @Override
    public synchronized Optional<Presented> read(RefreshToken token) {
        if (!made.contains(token.reveal())) {
            return Optional.empty();
        }
        var parts = token.reveal().split(" ", 3);
        var session = new SessionId(UUID.fromString(parts[0]));
        var generation = Integer.parseInt(parts[1]);
        return Optional.of(new Presented(
                session,
                generation,
                new SecretHash("hash of " + parts[2]),
                issue(session, generation + 1, parts[2] + "'")));
    }

    private synchronized Issued issue(SessionId session, int generation, String secret) {
        var text = session + " " + generation + " " + secret;
        made.add(text);
        return new Issued(session, generation, new RefreshToken(text), new SecretHash("hash of " + secret));
    }
}
