package dev.usher.notification.adapter.in.http;

import dev.usher.kernel.policy.Permitted;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.web.CursorPageBody;
import dev.usher.kernel.web.CursorSeal;
import dev.usher.kernel.web.Described;
import dev.usher.kernel.web.ListQuery;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Status;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The mail ledger. It holds personal data. */
@Controller("/v1/notifications")
@Permitted("notifications:read")
@Tag(name = "notifications")
@SecurityRequirement(name = "bearer")
final class NotificationController {
    private static final Set<String> SORT = Set.of("created_at");
    private static final Set<String> FILTERS = Set.of("status", "kind", "recipient");

    private final Ledger ledger;
    private final CursorSeal cursors;

    NotificationController(Ledger ledger, CursorSeal cursors) {
        this.ledger = ledger;
        this.cursors = cursors;
    }

    @Get
    @Operation(summary = "Mails, newest first", description = "Sorts by created_at.")
    @Described.Paged
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "The next_cursor of the page before, without page")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "pending, sending, sent or parked")
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "which mail: welcome and so on")
    @Parameter(name = "recipient", in = ParameterIn.QUERY, description = "the whole address, in any case")
    @ApiResponse(responseCode = "200", description = "One page of mails")
    @Refused.Token
    @Refused.Role
    @Refused.Query
    CursorPageBody<NotificationBody> list(@Parameter(hidden = true) HttpRequest<?> request) {
        var query = ListQuery.of(request, SORT, FILTERS, cursors);
        var filter = new Ledger.Filter(
                known("status", query, Status::fromWire),
                known("kind", query, Kind::fromWire),
                query.filter("recipient").orElse(null));
        return query.position()
                .map(position -> following(query, filter, place(position)))
                .orElseGet(() -> page(query, filter));
    }

    private CursorPageBody<NotificationBody> page(ListQuery query, Ledger.Filter filter) {
        var found = ledger.list(filter, query.page());
        var isLast = (long) query.page().offset() + found.items().size() >= found.total();
        return body(query, found.items(), isLast, found.total());
    }

    private CursorPageBody<NotificationBody> following(ListQuery query, Ledger.Filter filter, Ledger.Place place) {
        var sort = query.page().sort();
        var size = query.page().size();
        var newestFirst = sort.isEmpty() || sort.getFirst().descending();
        // One more than is answered tells whether there is more.
        var found = ledger.after(filter, place, newestFirst, size + 1);
        var items = found.subList(0, Math.min(size, found.size()));
        return body(query, items, found.size() <= size, query.total().orElse(0L));
    }

    private CursorPageBody<NotificationBody> body(
            ListQuery query, List<Notification> mails, boolean isLast, long total) {
        var next = isLast || mails.isEmpty() ? null : query.next(position(mails.getLast()), total, cursors);
        return new CursorPageBody<>(
                mails.stream().map(NotificationBody::from).toList(),
                query.page().page(),
                query.page().size(),
                total,
                next);
    }

    private static List<String> position(Notification mail) {
        return List.of(mail.createdAt().toString(), mail.id().toString());
    }

    private static Ledger.Place place(List<String> position) {
        return new Ledger.Place(Instant.parse(position.get(0)), UUID.fromString(position.get(1)));
    }

    @Get("/{id}")
    @Operation(summary = "One mail")
    @ApiResponse(responseCode = "200", description = "The mail")
    @Refused.Token
    @Refused.Role
    @Refused.Missing
    NotificationBody read(String id) {
        return Ids.parse(id)
                .flatMap(ledger::find)
                .map(NotificationBody::from)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no such notification."));
    }

    private static <T> @Nullable T known(String field, ListQuery query, Function<String, Optional<T>> read) {
        return query.filter(field)
                .map(text -> read.apply(text)
                        .orElseThrow(() -> new InvalidValue(field, "unknown", "is not one of the known values")))
                .orElse(null);
    }

    /** What the letter says stays in the ledger. */
    @Schema(name = "Notification", description = "Where a mail stands; members without a value are null.")
    record NotificationBody(
            UUID id,

            @Schema(
                    type = "string",
                    allowableValues = {
                        "welcome",
                        "verify-email",
                        "reset-password",
                        "password-changed",
                        "session-reuse",
                        "address-taken",
                        "account-deleted"
                    })
            String kind,

            String recipient,

            @Schema(
                    type = "string",
                    allowableValues = {"pending", "sending", "sent", "parked"})
            String status,

            @Schema(description = "How often the mail server was asked to take it")
            int attempts,

            @Schema(type = "string", format = "date-time", requiredMode = RequiredMode.REQUIRED) @Nullable
            Instant nextAttemptAt,

            @Schema(
                    type = "string",
                    requiredMode = RequiredMode.REQUIRED,
                    description = "A code such as RCPT 550 5.1.1")
            @Nullable
            String lastError,

            UUID eventId,
            Instant createdAt,

            @Schema(type = "string", format = "date-time", requiredMode = RequiredMode.REQUIRED) @Nullable
            Instant sentAt) {
        static NotificationBody from(Notification mail) {
            return new NotificationBody(
                    mail.id(),
                    mail.kind().wire(),
                    mail.recipient(),
                    mail.status().wire(),
                    mail.attempts(),
                    mail.nextAttemptAt(),
                    mail.lastError(),
                    mail.origin().id(),
                    mail.createdAt(),
                    mail.sentAt());
        }
    }
}
