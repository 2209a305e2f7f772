package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Sessions.Listed;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.Session;
import dev.usher.auth.domain.SessionId;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of the table {@code session}, without its end. */
@MappedEntity("session")
record SessionRow(
        @Id UUID id,
        UUID userId,
        long sessionEpoch,
        Instant createdAt,
        Instant lastUsedAt,
        Instant absoluteUntil,
        String ip,
        String userAgent) {
    static SessionRow from(Session session) {
        return new SessionRow(
                session.id().value(),
                session.user().value(),
                session.sessionEpoch(),
                session.createdAt(),
                session.createdAt(),
                session.absoluteUntil(),
                session.client().ip(),
                session.client().userAgent());
    }

    Listed toListed() {
        return new Listed(new SessionId(id), new Client(ip, userAgent), createdAt, lastUsedAt);
    }
}
