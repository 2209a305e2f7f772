package dev.usher.auth.adapter.in.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.usher.auth.application.EnrolSecondFactor;
import dev.usher.auth.application.ManageSecondFactor;
import dev.usher.auth.application.ManageSecondFactor.By;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.RecoveryCode;
import dev.usher.auth.domain.SecondFactor;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.InvalidValue;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The caller's second factor. */
@Controller("/v1/me/totp")
@Secured("isAuthenticated()")
@SecurityRequirement(name = "bearer")
@Tag(name = "second factor")
final class TotpController {
    private final EnrolSecondFactor enrol;
    private final ManageSecondFactor manage;
    private final Clients clients;

    TotpController(EnrolSecondFactor enrol, ManageSecondFactor manage, Clients clients) {
        this.enrol = enrol;
        this.manage = manage;
        this.clients = clients;
    }

    @Schema(name = "TotpState")
    record StateJson(
            boolean enabled,

            @Schema(type = "string", format = "date-time", nullable = true, requiredMode = REQUIRED) @Nullable
            Instant confirmedAt,

            int recoveryCodesLeft) {
        static StateJson from(Optional<SecondFactor> factor) {
            return new StateJson(
                    factor.isPresent(),
                    factor.flatMap(SecondFactor::confirmedAt).orElse(null),
                    factor.map(SecondFactor::recoveryCodesLeft).orElse(0));
        }
    }

    @Get
    @Operation(summary = "Whether the caller has a second factor")
    @ApiResponse(responseCode = "200", description = "How it stands")
    @Refused.Token
    StateJson show(@Parameter(hidden = true) Caller caller) {
        return manage.show(new AccountId(caller.userId()), caller.epoch())
                .map(state -> StateJson.from(state.factor()))
                .orElseThrow(TotpController::deadToken);
    }

    @Schema(name = "TotpEnrolment")
    record PasswordRequest(
            @Schema(type = "string", format = "password", nullable = false, requiredMode = REQUIRED) @Nullable
            SecretText password) {}

    @Post
    @Operation(summary = "Get a second factor; it counts when it has been confirmed")
    @ApiResponse(responseCode = "200", description = "What the app needs, shown once")
    @ApiResponse(
            responseCode = "409",
            description = "second-factor-enabled: there is one, which has to go first",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.Token
    @Refused.CrossSite
    @Refused.Body
    @Throttled.Refused
    ProvisioningJson begin(
            @Body PasswordRequest body,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var password = RawPassword.parse(SecretText.required("password", body.password()));
        return switch (enrol.begin(new AccountId(caller.userId()), caller.epoch(), password, clients.of(request))) {
            case EnrolSecondFactor.Result.Begun(var account, var secret) -> ProvisioningJson.from(account, secret);
            case EnrolSecondFactor.Result.Enabled() -> throw enabled();
            case EnrolSecondFactor.Result.WrongPassword() -> throw wrongPassword();
            case EnrolSecondFactor.Result.NoAccount() -> throw deadToken();
            case EnrolSecondFactor.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        };
    }

    @Schema(name = "TotpCode")
    record CodeRequest(
            @Schema(type = "string", nullable = false, requiredMode = REQUIRED, examples = "492039") @Nullable
            SecretText code) {}

    @Schema(name = "RecoveryCodes", description = "Each finishes one login in the place of a code. Shown once.")
    record CodesJson(List<String> recoveryCodes) {
        static CodesJson from(List<RecoveryCode> codes) {
            return new CodesJson(codes.stream().map(RecoveryCode::reveal).toList());
        }

        @Override
        public String toString() {
            return "CodesJson[redacted]";
        }
    }

    @Post("/confirm")
    @Operation(summary = "Show that the app has the secret: from now on logins ask for a code")
    @ApiResponse(responseCode = "200", description = "Recovery codes")
    @ApiResponse(
            responseCode = "409",
            description = "conflict: nothing waits for a confirmation",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.Token
    @Refused.CrossSite
    @Refused.Body
    @Throttled.Refused
    CodesJson confirm(
            @Body CodeRequest body,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return codes(manage.confirm(by(caller, request), SecretText.required("code", body.code())));
    }

    @Post("/recovery-codes")
    @Operation(summary = "Get new recovery codes for a code; the old ones are dead")
    @ApiResponse(responseCode = "200", description = "Recovery codes")
    @ApiResponse(
            responseCode = "409",
            description = "conflict: there is no second factor",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.Token
    @Refused.CrossSite
    @Refused.Body
    @Throttled.Refused
    CodesJson renew(
            @Body CodeRequest body,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return codes(manage.renew(by(caller, request), SecretText.required("code", body.code())));
    }

    private static CodesJson codes(ManageSecondFactor.Result result) {
        return switch (result) {
            case ManageSecondFactor.Result.Codes(var codes) -> CodesJson.from(codes);
            case ManageSecondFactor.Result.NoFactor() ->
                throw new ProblemException(CommonProblem.CONFLICT, "There is no second factor for this.");
            case ManageSecondFactor.Result.Refusal refusal -> throw problem(refusal);
            case ManageSecondFactor.Result.Removed() -> throw new IllegalStateException("codes were asked for");
        };
    }

    @Schema(name = "TotpRemoval")
    record RemovalRequest(
            @Schema(type = "string", format = "password", nullable = false, requiredMode = REQUIRED) @Nullable
            SecretText password,

            @Schema(type = "string", requiredMode = NOT_REQUIRED, description = "If it is given it must be right")
            @Nullable
            SecretText code) {}

    @Delete
    @Status(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take the second factor away: logins ask for the password alone")
    @ApiResponse(responseCode = "204", description = "It is gone, and so are the recovery codes")
    @Refused.Token
    @Refused.CrossSite
    @Refused.Missing
    @Refused.Body
    @Throttled.Refused
    void disable(
            @Body RemovalRequest body,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var password = RawPassword.parse(SecretText.required("password", body.password()));
        var code = Optional.ofNullable(SecretText.orNull(body.code()));
        var result = manage.disable(by(caller, request), password, code);
        if (result instanceof ManageSecondFactor.Result.Refusal refusal) {
            throw problem(refusal);
        }
    }

    private By by(Caller caller, HttpRequest<?> request) {
        return new By(new AccountId(caller.userId()), caller.epoch(), clients.of(request));
    }

    private static RuntimeException problem(ManageSecondFactor.Result.Refusal refusal) {
        return switch (refusal) {
            case ManageSecondFactor.Result.WrongPassword() -> wrongPassword();
            case ManageSecondFactor.Result.WrongCode() ->
                new InvalidValue("code", "wrong", "is wrong, over, or has been used");
            case ManageSecondFactor.Result.NoFactor() ->
                new ProblemException(CommonProblem.NOT_FOUND, "There is no second factor.");
            case ManageSecondFactor.Result.NoAccount() -> deadToken();
            case ManageSecondFactor.Result.Throttled(var tooMany) -> Throttled.problem(tooMany);
        };
    }

    private static InvalidValue wrongPassword() {
        return new InvalidValue("password", "wrong", "is not the current password");
    }

    static ProblemException enabled() {
        return new ProblemException(
                AuthProblem.SECOND_FACTOR_ENABLED, "It has to be taken away before there is another.");
    }

    private static ProblemException deadToken() {
        return new ProblemException(CommonProblem.INVALID_TOKEN, "The access token is not valid, or no longer.");
    }
}
