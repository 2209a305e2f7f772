package dev.usher.auth.adapter.in.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.usher.auth.application.EnrolSecondFactor;
import dev.usher.auth.application.FinishLogIn;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.value.Violations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second step of a login. */
@Controller("/v1/login/second-factor")
@Secured("isAnonymous()")
@Tag(name = "sessions")
final class SecondFactorController {
    private static final Logger LOG = LoggerFactory.getLogger(SecondFactorController.class);

    private final FinishLogIn finishLogIn;
    private final EnrolSecondFactor enrol;
    private final Clients clients;
    private final TokenTransport transport;

    SecondFactorController(
            FinishLogIn finishLogIn, EnrolSecondFactor enrol, Clients clients, TokenTransport transport) {
        this.finishLogIn = finishLogIn;
        this.enrol = enrol;
        this.clients = clients;
        this.transport = transport;
    }

    @Schema(name = "SecondFactor")
    record CodeRequest(
            @Schema(
                    type = "string",
                    nullable = false,
                    requiredMode = REQUIRED,
                    description = "Of the refusal of the login; good for 5 minutes and for one session")
            @Nullable
            SecretText challenge,

            @Schema(
                    type = "string",
                    nullable = false,
                    requiredMode = REQUIRED,
                    description = "Six digits, or a recovery code",
                    examples = "492039")
            @Nullable
            SecretText code,

            @Schema(
                    type = "string",
                    pattern = "^(body|cookie)$",
                    requiredMode = NOT_REQUIRED,
                    description = "How the tokens travel; cookies are for pages of the same origin")
            @Nullable
            String transport) {}

    @Post
    @Operation(
            summary = "Finish a login with a code of the second factor",
            description = "A code is good once. Where the role asks for a factor that is being enrolled, its first code"
                    + " confirms it; recovery codes are then had at /v1/me/totp/recovery-codes.")
    @ApiResponse(responseCode = "200", description = "Tokens of a new session")
    @ApiResponse(
            responseCode = "401",
            description =
                    "invalid-code, and the challenge stays good; or invalid-token: the challenge is none any more",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.CrossSite
    @Refused.Body
    @Refused.Outage
    @Throttled.Refused
    HttpResponse<TokensJson> finish(@Body CodeRequest body, @Parameter(hidden = true) HttpRequest<?> request) {
        var check = new Violations();
        var challenge = check.value(() -> SecretText.required("challenge", body.challenge()));
        var code = check.value(() -> SecretText.required("code", body.code()));
        var inCookies = check.value(() -> transport.inCookies(body.transport(), request));
        check.orThrow();
        var client = clients.of(request);
        var sealed = new LoginChallenge.Sealed(challenge.get());
        return switch (finishLogIn.finish(sealed, code.get(), client)) {
            case FinishLogIn.Result.Granted(var tokens) -> transport.answer(tokens, inCookies.get());
            case FinishLogIn.Result.BadChallenge() -> throw badChallenge();
            case FinishLogIn.Result.WrongCode() -> {
                LOG.info("second factor refused, from {}", client.ip());
                throw new ProblemException(AuthProblem.INVALID_CODE, "The code is wrong, over, or has been used.");
            }
            case FinishLogIn.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        };
    }

    @Schema(name = "SecondFactorEnrolment")
    record EnrolRequest(
            @Schema(type = "string", nullable = false, requiredMode = REQUIRED) @Nullable
            SecretText challenge) {}

    @Post("/enrol")
    @Operation(summary = "Get a second factor, for a login that is refused without one")
    @ApiResponse(responseCode = "200", description = "What the app needs; its first code finishes the login")
    @ApiResponse(
            responseCode = "401",
            description = "invalid-token: the challenge is none any more, or not for this",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "409",
            description = "second-factor-enabled: there is one by now",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.Body
    @Refused.Outage
    ProvisioningJson enrol(@Body EnrolRequest body) {
        var challenge = new LoginChallenge.Sealed(SecretText.required("challenge", body.challenge()));
        return switch (enrol.begin(challenge)) {
            case EnrolSecondFactor.Result.Begun(var account, var secret) -> ProvisioningJson.from(account, secret);
            case EnrolSecondFactor.Result.Enabled() -> throw TotpController.enabled();
            case EnrolSecondFactor.Result.NoAccount() -> throw badChallenge();
            case EnrolSecondFactor.Result.WrongPassword() -> throw badChallenge();
            case EnrolSecondFactor.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        };
    }

    private static ProblemException badChallenge() {
        return new ProblemException(
                CommonProblem.INVALID_TOKEN, "The challenge is not valid, or no longer: log in again.");
    }
}
