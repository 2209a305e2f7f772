package dev.usher.catalog.products.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Who made and last changed a product, and when; microseconds, as the database keeps them. */
public record Audit(Instant createdAt, Instant updatedAt, UUID createdBy, UUID updatedBy) {
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
