package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.domain.Session;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;

/** A row of the table {@code session} at its start. */
@MappedEntity("session")
record SessionRow(
        @Id UUID id,
        UUID userId,
        long sessionEpoch,
        Instant createdAt,
        Instant absoluteUntil,
        String ip,
        String userAgent) {
    static SessionRow from(Session session) {
        return new SessionRow(
                session.id().value(),
                session.user().value(),
                session.sessionEpoch(),
                session.createdAt(),
                session.absoluteUntil(),
                session.client().ip(),
                session.client().userAgent());
    }
}
