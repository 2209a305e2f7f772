package dev.usher.auth.adapter.in.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.usher.auth.application.DeleteAccount;
import dev.usher.auth.application.ExportAccount;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.token.SessionCookies;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.web.Sensitive;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody may ask for who leaves, or wants to know what is known. */
@Controller("/v1/me")
@Secured("isAuthenticated()")
@Tag(name = "accounts")
@SecurityRequirement(name = "bearer")
final class OwnAccountController {
    private final DeleteAccount deleteAccount;
    private final ExportAccount exportAccount;
    private final Clients clients;

    OwnAccountController(DeleteAccount deleteAccount, ExportAccount exportAccount, Clients clients) {
        this.deleteAccount = deleteAccount;
        this.exportAccount = exportAccount;
        this.clients = clients;
    }

    @Schema(name = "AccountDeletion")
    record DeleteRequest(
            @Schema(type = "string", format = "password", nullable = false, requiredMode = REQUIRED) @Nullable
            SecretText password) {}

    @Delete
    @Sensitive
    @Operation(summary = "Erase the caller's account and, by event, everything about them")
    @ApiResponse(responseCode = "202", description = "The account is gone, and everything about it will be")
    @LastSuperAdmin.Refused
    @Throttled.Refused
    @Refused.Token
    @Refused.CrossSite
    @Refused.Body
    HttpResponse<?> delete(
            @Body DeleteRequest body,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var password = SecretText.required("password", body.password());
        var command = new DeleteAccount.Command(
                new AccountId(caller.userId()), caller.epoch(), RawPassword.parse(password), clients.of(request));
        return switch (deleteAccount.delete(command)) {
            case DeleteAccount.Result.Deleted() ->
                SessionCookies.areUsedBy(request)
                        ? SessionCookies.clear(HttpResponse.accepted())
                        : HttpResponse.accepted();
            case DeleteAccount.Result.WrongPassword() ->
                throw new InvalidValue("password", "wrong", "is not the current password");
            case DeleteAccount.Result.LastSuperAdmin() -> throw LastSuperAdmin.problem();
            case DeleteAccount.Result.NoAccount() -> throw DeadToken.problem();
            case DeleteAccount.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        };
    }

    @Schema(name = "AccountEvent", description = "Something that happened to the account.")
    record EventJson(
            @Schema(examples = "log-in") String kind,

            @Schema(description = "From where; empty when somebody else did it")
            String ip,

            String userAgent,
            Instant occurredAt) {
        static EventJson from(SecurityEvent event) {
            return new EventJson(
                    event.kind().wire(), event.client().ip(), event.client().userAgent(), event.at());
        }
    }

    @Schema(name = "AccountExport", description = "What is known here about the caller, secrets excepted.")
    record ExportJson(
            UserJson user,
            List<OwnSessionsController.SessionJson> sessions,

            @Schema(description = "Newest first, up to 1000")
            List<EventJson> events) {
        static ExportJson from(ExportAccount.Export export, Caller caller) {
            return new ExportJson(
                    UserJson.from(export.account()),
                    export.sessions().stream()
                            .map(session -> OwnSessionsController.SessionJson.from(session, caller.sessionId()))
                            .toList(),
                    export.events().stream().map(EventJson::from).toList());
        }
    }

    @Get("/export")
    @Sensitive
    @Operation(summary = "What is known here about the caller")
    @ApiResponse(
            responseCode = "200",
            description = "To be saved as a file",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ExportJson.class)))
    @Refused.Token
    HttpResponse<ExportJson> export(
            @Parameter(hidden = true) Caller caller, @Parameter(hidden = true) HttpRequest<?> request) {
        return exportAccount
                .export(new AccountId(caller.userId()), caller.epoch(), clients.of(request))
                .map(export -> HttpResponse.ok(ExportJson.from(export, caller))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"account.json\""))
                .orElseThrow(DeadToken::problem);
    }
}
