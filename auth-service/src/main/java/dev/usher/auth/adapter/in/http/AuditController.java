package dev.usher.auth.adapter.in.http;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.policy.Permitted;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ListQuery;
import dev.usher.kernel.web.PageBody;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The audit log, read-only. It holds personal data, as the accounts do. */
@Controller("/v1/audit")
@Permitted("users:read")
@Tag(name = "audit")
@SecurityRequirement(name = "bearer")
final class AuditController {
    private static final Set<String> SORT = Set.of("created_at");
    private static final Set<String> FILTERS = Set.of("kind", "actor_id", "user_id", "ip", "from", "until");

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    @Get
    @Operation(summary = "Security events, newest first", description = "Sorts by created_at.")
    @Described.Paged
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "what happened: log-in-failed and so on")
    @Parameter(name = "actor_id", in = ParameterIn.QUERY, description = "who did it")
    @Parameter(name = "user_id", in = ParameterIn.QUERY, description = "whose account it is about")
    @Parameter(name = "ip", in = ParameterIn.QUERY, description = "the whole client address")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "the earliest, RFC 3339")
    @Parameter(name = "until", in = ParameterIn.QUERY, description = "the first that is too late, RFC 3339")
    @ApiResponse(responseCode = "200", description = "One page of events")
    @Refused.Token
    @Refused.Role
    @Refused.Query
    PageBody<SecurityEventJson> list(@Parameter(hidden = true) HttpRequest<?> request) {
        var query = ListQuery.of(request, SORT, FILTERS);
        var filter = new AuditLog.Filter(
                known("kind", query, SecurityEvent.Kind::fromWire),
                known("actor_id", query, AuditController::account),
                known("user_id", query, AuditController::account),
                query.filter("ip").orElse(null),
                known("from", query, AuditController::time),
                known("until", query, AuditController::time));
        return PageBody.from(log.list(filter, query.page()), query.page(), SecurityEventJson::from);
    }

    private static <T> @Nullable T known(String field, ListQuery query, Function<String, Optional<T>> read) {
        return query.filter(field)
                .map(text -> read.apply(text)
                        .orElseThrow(() -> new InvalidValue(field, "invalid", "is nothing that can be looked for")))
                .orElse(null);
    }

    private static Optional<AccountId> account(String text) {
        return Ids.parse(text).map(AccountId::new);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    @Schema(name = "SecurityEvent", description = "What happened; members without a value are null.")
    record SecurityEventJson(
            UUID id,

            @Schema(examples = "log-in-failed") String kind,

            @Schema(type = "string", format = "uuid", description = "Who did it; null when nobody was logged in")
            @Nullable
            UUID actorId,

            @Schema(type = "string", format = "uuid", description = "Whose account it is about") @Nullable
            UUID userId,

            @Schema(type = "string", format = "uuid") @Nullable
            UUID sessionId,

            @Schema(description = "Where it came from; empty when the person was erased")
            String ip,

            String userAgent,
            Instant createdAt) {
        static SecurityEventJson from(SecurityEvent event) {
            return new SecurityEventJson(
                    event.id(),
                    event.kind().wire(),
                    value(event.actor()),
                    value(event.subject()),
                    Optional.ofNullable(event.session()).map(SessionId::value).orElse(null),
                    event.client().ip(),
                    event.client().userAgent(),
                    event.at());
        }

        private static @Nullable UUID value(@Nullable AccountId account) {
            return account == null ? null : account.value();
        }
    }
}
