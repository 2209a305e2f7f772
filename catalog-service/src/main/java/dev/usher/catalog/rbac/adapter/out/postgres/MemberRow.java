package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.application.port.Members.Held;
import dev.usher.catalog.rbac.domain.Member;
import dev.usher.catalog.rbac.domain.Name;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the view {@code membership}. */
@MappedEntity("membership")
record MemberRow(
        @Id UUID roleId,
        String role,
        UUID userId,
        Instant createdAt,
        @Nullable UUID createdBy) {
    Member toDomain() {
        return new Member(roleId, userId, createdAt, createdBy);
    }

    Held toHeld() {
        return new Held(new Name(role), toDomain());
    }
}
