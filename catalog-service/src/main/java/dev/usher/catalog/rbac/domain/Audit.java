package dev.usher.catalog.rbac.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who made and last changed a thing, and when; microseconds, as the database keeps them.
 *
 * @param createdBy null for what came with the platform
 * @param updatedBy null as long as nobody has changed what came with the platform
 */
public record Audit(
        Instant createdAt,
        Instant updatedAt,
        @Nullable UUID createdBy,
        @Nullable UUID updatedBy) {
    public Audit {
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        updatedAt = updatedAt.truncatedTo(ChronoUnit.MICROS);
    }

    static Audit created(UUID by, Instant now) {
        return new Audit(now, now, by, by);
    }

    Audit updated(UUID by, Instant now) {
        return new Audit(createdAt, now, createdBy, by);
    }
}
