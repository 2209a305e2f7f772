package dev.usher.notification.adapter.in.http;

import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Notification;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that this service knows about the caller, to take away: which mails there were, not the tokens in them. */
@Controller("/v1/notifications/export")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "notifications")
@SecurityRequirement(name = "bearer")
final class ExportController {
    /** Far more than the throttles let anybody ask for in a year. */
    private static final int LIMIT = 10_000;

    private final Ledger ledger;

    ExportController(Ledger ledger) {
        this.ledger = ledger;
    }

    @Get
    @Operation(summary = "All mails to the caller, newest first", description = "Up to 10000.")
    @ApiResponse(
            responseCode = "200",
            description = "A file",
            headers = @Header(name = HttpHeaders.CONTENT_DISPOSITION, description = "attachment"))
    @Refused.Token
    HttpResponse<ExportBody> export(@Parameter(hidden = true) Caller caller) {
        return HttpResponse.ok(ExportBody.from(caller.userId(), ledger.about(caller.userId(), LIMIT)))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"notifications.json\"");
    }

    @Schema(name = "NotificationExport")
    record ExportBody(UUID userId, List<MailBody> notifications) {
        static ExportBody from(UUID userId, List<Notification> mails) {
            return new ExportBody(userId, mails.stream().map(MailBody::from).toList());
        }
    }

    @Schema(name = "ExportedNotification", description = "A mail; members without a value are null.")
    record MailBody(
            String kind,
            String recipient,
            String status,
            Instant createdAt,

            @Schema(type = "string", format = "date-time", requiredMode = RequiredMode.REQUIRED) @Nullable
            Instant sentAt) {
        static MailBody from(Notification mail) {
            return new MailBody(
                    mail.kind().wire(), mail.recipient(), mail.status().wire(), mail.createdAt(), mail.sentAt());
        }
    }
}
