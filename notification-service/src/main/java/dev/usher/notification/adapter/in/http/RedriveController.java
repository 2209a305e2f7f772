package dev.usher.notification.adapter.in.http;

import dev.usher.kernel.policy.Permitted;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.notification.adapter.in.http.NotificationController.NotificationBody;
import dev.usher.notification.application.RedriveMail;
import dev.usher.notification.domain.Kind;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an operator does about mails that were given up. */
@Controller("/v1/notifications")
@Permitted("notifications:redrive")
@Tag(name = "notifications")
@SecurityRequirement(name = "bearer")
final class RedriveController {
    private final RedriveMail redriveMail;

    RedriveController(RedriveMail redriveMail) {
        this.redriveMail = redriveMail;
    }

    @Post("/{id}/redrive")
    @Operation(summary = "Try one mail again, now")
    @ApiResponse(responseCode = "202", description = "It is due now, or being sent")
    @Refused.Token
    @Refused.Role
    @Refused.CrossSite
    @Refused.Missing
    @ApiResponse(
            responseCode = "409",
            description = "conflict: it was sent already",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    HttpResponse<NotificationBody> one(String id) {
        var result = Ids.parse(id).map(redriveMail::redrive).orElseGet(RedriveMail.Result.Unknown::new);
        return switch (result) {
            case RedriveMail.Result.Due(var mail) ->
                HttpResponse.<NotificationBody>accepted().body(NotificationBody.from(mail));
            case RedriveMail.Result.AlreadySent() ->
                throw new ProblemException(CommonProblem.CONFLICT, "The mail was sent already.");
            case RedriveMail.Result.Unknown() ->
                throw new ProblemException(CommonProblem.NOT_FOUND, "There is no such notification.");
        };
    }

    @Post("/redrive")
    @Operation(
            summary = "Try parked mails again, now",
            description = "Up to 5000 at a time, those parked first; call again until count is 0.")
    @ApiResponse(responseCode = "202", description = "They are due now")
    @Refused.Token
    @Refused.Role
    @Refused.CrossSite
    @Refused.Body
    HttpResponse<RedrivenBody> many(@Body RedriveRequest body) {
        var kind = Optional.ofNullable(body.kind())
                .map(text -> Kind.fromWire(text)
                        .orElseThrow(() -> new InvalidValue("kind", "unknown", "is not one of the known values")))
                .orElse(null);
        return HttpResponse.<RedrivenBody>accepted()
                .body(new RedrivenBody(redriveMail.redrive(kind, body.parkedBefore())));
    }

    @Schema(name = "Redrive", description = "Which parked mails; all that are not excluded.")
    record RedriveRequest(
            @Schema(
                    types = {"string", "null"},
                    description = "Only this kind",
                    requiredMode = RequiredMode.NOT_REQUIRED)
            @Nullable
            String kind,

            @Schema(
                    types = {"string", "null"},
                    format = "date-time",
                    description = "Only those given up before",
                    requiredMode = RequiredMode.NOT_REQUIRED)
            @Nullable
            Instant parkedBefore) {}

    @Schema(name = "Redriven")
    record RedrivenBody(
            @Schema(description = "How many mails are due again")
            int count) {}
}
