package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.application.port.Members;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A role that somebody has, since when, and who gave it. */
@Schema(name = "HeldRole")
record HeldRoleJson(
        UUID id,
        String name,
        Instant createdAt,

        @Schema(
                type = "string",
                format = "uuid",
                description = "Who gave the role; null when the platform did",
                requiredMode = RequiredMode.REQUIRED)
        @Nullable
        UUID createdBy) {
    static HeldRoleJson from(Members.Held held) {
        var member = held.member();
        return new HeldRoleJson(member.role(), held.role().value(), member.createdAt(), member.createdBy());
    }
}
