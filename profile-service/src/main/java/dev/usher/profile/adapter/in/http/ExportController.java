package dev.usher.profile.adapter.in.http;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.profile.adapter.in.http.ProfileController.ProfileBody;
import dev.usher.profile.application.ReadProfile;
import dev.usher.profile.domain.Secret;
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
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;

/** All that this service knows about the caller, to take away. */
@Controller("/v1/profile/export")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "profile")
@SecurityRequirement(name = "bearer")
final class ExportController {
    private final ReadProfile read;

    ExportController(ReadProfile read) {
        this.read = read;
    }

    @Get
    @Operation(summary = "All that this service knows about the caller")
    @ApiResponse(
            responseCode = "200",
            description = "A file",
            headers = @Header(name = HttpHeaders.CONTENT_DISPOSITION, description = "attachment"))
    @Refused.Token
    HttpResponse<ExportBody> export(@Parameter(hidden = true) Caller caller) {
        return switch (read.readProfile(
                caller.userId(), new Secret(caller.token().reveal()))) {
            case ReadProfile.Result.Found(var profile) ->
                HttpResponse.ok(new ExportBody(ProfileBody.from(profile)))
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"profile.json\"");
            case ReadProfile.Result.TokenRefused() ->
                throw new ProblemException(CommonProblem.INVALID_TOKEN, "The token is no longer valid.");
        };
    }

    @Schema(name = "ProfileExport")
    record ExportBody(ProfileBody profile) {}
}
