package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** A permission as it is answered. */
@Schema(name = "Permission")
record PermissionJson(
        UUID id,
        @Schema(minLength = 1, maxLength = 100) String name,

        @Schema(type = "string", maxLength = 1000, requiredMode = RequiredMode.REQUIRED) @Nullable
        String description,

        List<UUID> serviceIds,

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
    static PermissionJson from(Entry entry) {
        var content = entry.content();
        var audit = entry.audit();
        return new PermissionJson(
                entry.id(),
                content.name().value(),
                content.description(),
                content.parts(),
                audit.createdAt(),
                audit.updatedAt(),
                audit.createdBy(),
                audit.updatedBy());
    }

    /** What is sent to add one. */
    @Schema(name = "PermissionDraft")
    record Draft(
            @Schema(
                    type = "string",
                    minLength = 1,
                    maxLength = 100,
                    description = "No two permissions have one name, in whatever case",
                    requiredMode = RequiredMode.REQUIRED)
            @Nullable
            String name,

            @Schema(type = "string", maxLength = 1000) @Nullable
            String description,

            @ArraySchema(
                    maxItems = Content.MAX_PARTS,
                    arraySchema = @Schema(requiredMode = RequiredMode.REQUIRED),
                    schema = @Schema(type = "string", format = "uuid"))
            @Nullable
            List<String> serviceIds) {
        Content content() {
            return Content.of(Kind.PERMISSION, name, description, serviceIds);
        }
    }

    /** What is sent to edit one (RFC 7396): what is absent stays, null removes. */
    @Schema(name = "PermissionPatch", description = "A merge-patch: what is absent stays, null removes.")
    record Changes(
            @Schema(type = "string", minLength = 1, maxLength = 100, requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> name,

            @Schema(
                    types = {"string", "null"},
                    maxLength = 1000,
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> description,

            @Schema(
                    types = {"array"},
                    implementation = String.class,
                    description = "Ids; replaced as a whole",
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<List<String>> serviceIds) {
        Content.Edit edit() {
            return Content.Edit.of(Kind.PERMISSION, Wishes.of(name), Wishes.of(description), Wishes.of(serviceIds));
        }
    }
}
