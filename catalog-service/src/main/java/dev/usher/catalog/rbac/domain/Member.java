package dev.usher.catalog.rbac.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has a role.
 *
 * @param createdAt microseconds, as the database keeps them
 * @param createdBy who gave it; null when the platform did
 */
public record Member(
        UUID role, UUID user, Instant createdAt, @Nullable UUID createdBy) {
    public Member {
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    }
}
