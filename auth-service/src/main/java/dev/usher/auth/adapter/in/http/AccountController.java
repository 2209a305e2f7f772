package dev.usher.auth.adapter.in.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.usher.auth.application.ChangePassword;
import dev.usher.auth.application.ShowAccount;
import dev.usher.auth.application.SignUp;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.RawPassword;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.token.SessionCookies;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Accounts and their passwords. */
@Controller("/v1")
@Tag(name = "accounts")
final class AccountController {
    private final SignUp signUp;
    private final ShowAccount showAccount;
    private final ChangePassword changePassword;
    private final Clients clients;
    private final TokenTransport transport;

    AccountController(
            SignUp signUp,
            ShowAccount showAccount,
            ChangePassword changePassword,
            Clients clients,
            TokenTransport transport) {
        this.signUp = signUp;
        this.showAccount = showAccount;
        this.changePassword = changePassword;
        this.clients = clients;
        this.transport = transport;
    }

    @Schema(name = "SignUp")
    record SignUpRequest(
            @Schema(
                    type = "string",
                    format = "email",
                    maxLength = 254,
                    nullable = false,
                    requiredMode = REQUIRED,
                    examples = "ada@example.com")
            @Nullable
            String email,

            @Schema(
                    type = "string",
                    format = "password",
                    minLength = 8,
                    maxLength = 256,
                    nullable = false,
                    requiredMode = REQUIRED,
                    description = "Any characters; not a common or guessable one, without your name and address",
                    examples = "correct horse battery")
            @Nullable
            SecretText password,

            @Schema(
                    type = "string",
                    minLength = 1,
                    maxLength = 100,
                    nullable = false,
                    requiredMode = REQUIRED,
                    examples = "Ada")
            @Nullable
            String firstName,

            @Schema(
                    type = "string",
                    minLength = 1,
                    maxLength = 100,
                    nullable = false,
                    requiredMode = REQUIRED,
                    examples = "Lovelace")
            @Nullable
            String lastName,

            @Schema(
                    type = "string",
                    maxLength = 35,
                    requiredMode = NOT_REQUIRED,
                    description = "BCP 47 language tag; en if not given",
                    examples = "en-GB")
            @Nullable
            String locale) {}

    @Schema(name = "SignedUp", description = "The new account, and the tokens of its first session. Times in seconds.")
    record SignedUpJson(UserJson user, @JsonUnwrapped TokensJson tokens) {}

    @Post("/signup")
    @Secured("isAnonymous()")
    @Operation(summary = "Make an account and log in")
    @ApiResponse(
            responseCode = "201",
            description = "The account and the first tokens",
            headers = @Header(name = "Location", description = "Where administrators find the account"),
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SignedUpJson.class)))
    @ApiResponse(
            responseCode = "202",
            description = "In mode verified, whether or not the address is taken: a mail says how to go on",
            content = @Content)
    @ApiResponse(
            responseCode = "409",
            description = "email-taken",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.Body
    @Refused.Outage
    @Throttled.Refused
    HttpResponse<SignedUpJson> signUp(@Body SignUpRequest body, @Parameter(hidden = true) HttpRequest<?> request) {
        var check = new Violations();
        var email = check.value(() -> EmailAddress.of(body.email()));
        var password = check.value(() -> RawPassword.of("password", SecretText.orNull(body.password())));
        var name = check.value(() -> PersonName.of(body.firstName(), body.lastName()));
        var locale = check.value(() -> LanguageTag.of(body.locale()));
        check.orThrow();
        var command = new SignUp.Command(email.get(), password.get(), name.get(), locale.get(), clients.of(request));
        return switch (signUp.signUp(command)) {
            case SignUp.Result.Registered(var account, var tokens) ->
                HttpResponse.created(
                        new SignedUpJson(UserJson.from(account), TokensJson.from(tokens)),
                        URI.create("/v1/users/" + account.id()));
            case SignUp.Result.Accepted() -> HttpResponse.accepted();
            case SignUp.Result.EmailTaken() ->
                throw new ProblemException(AuthProblem.EMAIL_TAKEN, "Somebody has signed up with this address.");
            case SignUp.Result.WeakPassword(var violations) -> throw new InvalidValue(violations);
            case SignUp.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        };
    }

    @Get("/me")
    @Secured("isAuthenticated()")
    @SecurityRequirement(name = "bearer")
    @Operation(summary = "The caller's account")
    @ApiResponse(responseCode = "200", description = "The account")
    @Refused.Token
    UserJson me(@Parameter(hidden = true) Caller caller) {
        return showAccount
                .show(new AccountId(caller.userId()), caller.epoch())
                .map(UserJson::from)
                .orElseThrow(DeadToken::problem);
    }

    @Schema(name = "PasswordChange")
    record ChangePasswordRequest(
            @Schema(type = "string", format = "password", nullable = false, requiredMode = REQUIRED) @Nullable
            SecretText oldPassword,

            @Schema(
                    type = "string",
                    format = "password",
                    minLength = 8,
                    maxLength = 256,
                    nullable = false,
                    requiredMode = REQUIRED)
            @Nullable
            SecretText newPassword) {}

    @Post("/password/change")
    @Secured("isAuthenticated()")
    @SecurityRequirement(name = "bearer")
    @Operation(
            summary = "Change the password: every other session ends, the caller gets new tokens; cookies for cookies")
    @ApiResponse(responseCode = "200", description = "The new tokens")
    @Refused.Token
    @Refused.CrossSite
    @Refused.Body
    @Throttled.Refused
    HttpResponse<TokensJson> changePassword(
            @Body ChangePasswordRequest body,
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var check = new Violations();
        var current = check.value(() -> SecretText.required("old_password", body.oldPassword()));
        var replacement = check.value(() -> RawPassword.of("new_password", SecretText.orNull(body.newPassword())));
        check.orThrow();
        var command = new ChangePassword.Command(
                new AccountId(caller.userId()),
                caller.epoch(),
                RawPassword.parse(current.get()),
                replacement.get(),
                clients.of(request));
        return switch (changePassword.change(command)) {
            case ChangePassword.Result.Changed(var tokens) ->
                transport.answer(tokens, SessionCookies.areUsedBy(request));
            case ChangePassword.Result.WrongPassword() ->
                throw new InvalidValue("old_password", "wrong", "is not the current password");
            case ChangePassword.Result.WeakPassword(var violations) -> throw new InvalidValue(violations);
            case ChangePassword.Result.NoAccount() -> throw DeadToken.problem();
            case ChangePassword.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        };
    }
}
