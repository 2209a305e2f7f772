package dev.usher.auth.adapter.in.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.usher.auth.application.ForgotPassword;
import dev.usher.auth.application.ResendVerification;
import dev.usher.auth.application.ResetPassword;
import dev.usher.auth.application.VerifyEmail;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.RawPassword;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is done with mails: a new password, an address that is shown to be reached. */
@Controller("/v1")
@Secured("isAnonymous()")
@Tag(name = "recovery")
final class RecoveryController {
    private final ForgotPassword forgotPassword;
    private final ResetPassword resetPassword;
    private final VerifyEmail verifyEmail;
    private final ResendVerification resendVerification;
    private final Clients clients;

    RecoveryController(
            ForgotPassword forgotPassword,
            ResetPassword resetPassword,
            VerifyEmail verifyEmail,
            ResendVerification resendVerification,
            Clients clients) {
        this.forgotPassword = forgotPassword;
        this.resetPassword = resetPassword;
        this.verifyEmail = verifyEmail;
        this.resendVerification = resendVerification;
        this.clients = clients;
    }

    @Schema(name = "ForgottenPassword")
    record ForgotRequest(
            @Schema(
                    type = "string",
                    format = "email",
                    maxLength = 254,
                    nullable = false,
                    requiredMode = REQUIRED,
                    examples = "ada@example.com")
            @Nullable
            String email) {}

    @Post("/password/forgot")
    @Status(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Have a link mailed that sets a new password",
            description = "The answer is the same whether or not there is such an account. Up to 5 mails an hour.")
    @ApiResponse(responseCode = "202", description = "If there is such an account, a mail is on its way")
    @Refused.Body
    @Refused.Outage
    @Throttled.Refused
    void forgot(@Body ForgotRequest body, @Parameter(hidden = true) HttpRequest<?> request) {
        switch (forgotPassword.forgot(EmailAddress.of(body.email()), clients.of(request))) {
            case ForgotPassword.Result.Accepted() -> {}
            case ForgotPassword.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        }
    }

    @Schema(name = "PasswordReset")
    record ResetRequest(
            @Schema(
                    type = "string",
                    nullable = false,
                    requiredMode = REQUIRED,
                    description = "From the fragment of the mailed link; good once, for 20 minutes")
            @Nullable
            SecretText token,

            @Schema(
                    type = "string",
                    format = "password",
                    minLength = 8,
                    maxLength = 256,
                    nullable = false,
                    requiredMode = REQUIRED)
            @Nullable
            SecretText newPassword) {}

    @Post("/password/reset")
    @Status(HttpStatus.NO_CONTENT)
    @Operation(summary = "Set a new password with a mailed token: every session ends")
    @ApiResponse(responseCode = "204", description = "The password is set")
    @Refused.Body
    @Refused.Outage
    @Throttled.Refused
    void reset(@Body ResetRequest body, @Parameter(hidden = true) HttpRequest<?> request) {
        var check = new Violations();
        var token = check.value(() -> SecretText.required("token", body.token()));
        var password = check.value(() -> RawPassword.of("new_password", SecretText.orNull(body.newPassword())));
        check.orThrow();
        switch (resetPassword.reset(new MailToken(token.get()), password.get(), clients.of(request))) {
            case ResetPassword.Result.Done() -> {}
            case ResetPassword.Result.BadToken() -> throw badToken();
            case ResetPassword.Result.WeakPassword(var violations) -> throw new InvalidValue(violations);
            case ResetPassword.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        }
    }

    @Schema(name = "EmailVerification")
    record VerifyRequest(
            @Schema(
                    type = "string",
                    nullable = false,
                    requiredMode = REQUIRED,
                    description = "From the fragment of the mailed link; good once, for 24 hours")
            @Nullable
            SecretText token) {}

    @Post("/email/verify")
    @Status(HttpStatus.NO_CONTENT)
    @Operation(summary = "Show with a mailed token that the address is one's own")
    @ApiResponse(responseCode = "204", description = "The address is verified")
    @Refused.Body
    @Refused.Outage
    @Throttled.Refused
    void verify(@Body VerifyRequest body, @Parameter(hidden = true) HttpRequest<?> request) {
        var token = new MailToken(SecretText.required("token", body.token()));
        switch (verifyEmail.verify(token, clients.of(request))) {
            case VerifyEmail.Result.Done() -> {}
            case VerifyEmail.Result.BadToken() -> throw badToken();
            case VerifyEmail.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        }
    }

    private static InvalidValue badToken() {
        return new InvalidValue("token", "invalid", "is not valid, or no longer");
    }

    @Post("/email/verify/resend")
    @Secured("isAuthenticated()")
    @Status(HttpStatus.ACCEPTED)
    @SecurityRequirement(name = "bearer")
    @Operation(summary = "Have a link mailed that verifies the caller's address; none if it is verified")
    @ApiResponse(responseCode = "202", description = "A mail is on its way")
    @Refused.Token
    @Throttled.Refused
    void resend(@Parameter(hidden = true) Caller caller, @Parameter(hidden = true) HttpRequest<?> request) {
        var user = new AccountId(caller.userId());
        switch (resendVerification.resend(user, caller.epoch(), clients.of(request))) {
            case ResendVerification.Result.Accepted() -> {}
            case ResendVerification.Result.NoAccount() -> throw DeadToken.problem();
            case ResendVerification.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        }
    }
}
