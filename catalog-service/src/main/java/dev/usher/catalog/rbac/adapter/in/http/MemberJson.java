package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.domain.Member;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A member of a role. */
@Schema(name = "Member")
record MemberJson(
        UUID userId,
        Instant createdAt,

        @Schema(
                type = "string",
                format = "uuid",
                description = "Who gave the role; null when the platform did",
                requiredMode = RequiredMode.REQUIRED)
        @Nullable
        UUID createdBy) {
    static MemberJson from(Member member) {
        return new MemberJson(member.user(), member.createdAt(), member.createdBy());
    }
}
