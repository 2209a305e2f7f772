package dev.usher.catalog.rbac.adapter.in.http;

import dev.usher.catalog.rbac.domain.Service;
import dev.usher.catalog.rbac.domain.ServiceText;
import dev.usher.catalog.rbac.domain.Wish;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
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
    static ServiceJson from(Service service) {
        var text = service.text();
        var audit = service.audit();
        return new ServiceJson(
                service.id(),
                text.name().value(),
                text.description(),
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
        ServiceText text() {
            return ServiceText.of(name, description);
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
        ServiceText.Edit edit() {
            return ServiceText.Edit.of(wish(name), wish(description));
        }

        private static Wish<@Nullable String> wish(JsonNullable<String> member) {
            return member.isPresent() ? new Wish.Become<>(member.get()) : new Wish.Keep<>();
        }
    }
}
