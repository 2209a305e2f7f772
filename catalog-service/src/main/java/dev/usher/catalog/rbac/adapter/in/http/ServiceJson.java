package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.catalog.rbac.domain.Wish;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** A service as it is answered. */
@Schema(name = "Service")
record ServiceJson(
        UUID id,
        @Schema(minLength = 1, maxLength = 100) String name,

        @Schema(type = "string", maxLength = 1000, requiredMode = RequiredMode.REQUIRED) @Nullable
        String description,

        Instant createdAt,
        Instant updatedAt,

        @Schema(
                type = "string",
                format = "uuid",
                description = "Null for what came with the platform",
                requiredMode = RequiredMode.REQUIRED)
        @Nullable
        UUID createdBy,

        @Schema(type = "string", format = "uuid", requiredMode = RequiredMode.REQUIRED) @Nullable
        UUID updatedBy) {
    static ServiceJson from(Entry entry) {
        var content = entry.content();
        var audit = entry.audit();
        return new ServiceJson(
                entry.id(),
                content.name().value(),
                content.description(),
                audit.createdAt(),
                audit.updatedAt(),
                audit.createdBy(),
                audit.updatedBy());
    }

    /** What is sent to add one. */
    @Schema(name = "ServiceDraft")
    record Draft(
            @Schema(
                    type = "string",
                    minLength = 1,
                    maxLength = 100,
                    description = "No two services have one name, in whatever case",
                    requiredMode = RequiredMode.REQUIRED)
            @Nullable
            String name,

            @Schema(type = "string", maxLength = 1000) @Nullable
            String description) {
        Content content() {
            return Content.of(Kind.SERVICE, name, description, List.of());
        }
    }

    /** What is sent to edit one (RFC 7396): what is absent stays, null removes. */
    @Schema(name = "ServicePatch", description = "A merge-patch: what is absent stays, null removes.")
    record Changes(
            @Schema(type = "string", minLength = 1, maxLength = 100, requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> name,

            @Schema(
                    types = {"string", "null"},
                    maxLength = 1000,
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> description) {
        Content.Edit edit() {
            return Content.Edit.of(Kind.SERVICE, Wishes.of(name), Wishes.of(description), new Wish.Keep<>());
        }
    }
}
