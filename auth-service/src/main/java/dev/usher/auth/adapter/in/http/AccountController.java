package dev.usher.auth.adapter.in.http;

import dev.usher.auth.application.ChangePassword;
import dev.usher.auth.application.ShowAccount;
import dev.usher.auth.application.SignUp;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.RawPassword;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violations;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Accounts and their passwords. */
@Controller("/v1")
final class AccountController {
    private final SignUp signUp;
    private final ShowAccount showAccount;
    private final ChangePassword changePassword;
    private final Clients clients;

    AccountController(SignUp signUp, ShowAccount showAccount, ChangePassword changePassword, Clients clients) {
        this.signUp = signUp;
        this.showAccount = showAccount;
        this.changePassword = changePassword;
        this.clients = clients;
    }

    record SignUpRequest(
            @Nullable String email,
            @Nullable SecretText password,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String locale) {}

    @Post("/signup")
    @Secured("isAnonymous()")
    HttpResponse<TokensJson> signUp(@Body SignUpRequest body, HttpRequest<?> request) {
        var check = new Violations();
        var email = check.value(() -> EmailAddress.of(body.email()));
        var password = check.value(() -> RawPassword.of("password", SecretText.orNull(body.password())));
        var name = check.value(() -> PersonName.of(body.firstName(), body.lastName()));
        var locale = check.value(() -> LanguageTag.of(body.locale()));
        check.orThrow();
        var command = new SignUp.Command(email.get(), password.get(), name.get(), locale.get(), clients.of(request));
        return switch (signUp.signUp(command)) {
            case SignUp.Result.Registered(var account, var tokens) ->
                HttpResponse.created(TokensJson.from(account, tokens), URI.create("/v1/users/" + account.id()));
            case SignUp.Result.EmailTaken() ->
                throw new ProblemException(AuthProblem.EMAIL_TAKEN, "Somebody has signed up with this address.");
            case SignUp.Result.WeakPassword(var violations) -> throw new InvalidValue(violations);
        };
    }

    @Get("/me")
    @Secured("isAuthenticated()")
    UserJson me(Caller caller) {
        return showAccount
                .show(new AccountId(caller.userId()), caller.epoch())
                .map(UserJson::from)
                .orElseThrow(AccountController::deadToken);
    }

    record ChangePasswordRequest(
            @Nullable SecretText oldPassword, @Nullable SecretText newPassword) {}

    @Post("/password/change")
    @Secured("isAuthenticated()")
    TokensJson changePassword(@Body ChangePasswordRequest body, Caller caller, HttpRequest<?> request) {
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
            case ChangePassword.Result.Changed(var tokens) -> TokensJson.from(tokens);
            case ChangePassword.Result.WrongPassword() ->
                throw new InvalidValue("old_password", "wrong", "is not the current password");
            case ChangePassword.Result.WeakPassword(var violations) -> throw new InvalidValue(violations);
            case ChangePassword.Result.NoAccount() -> throw deadToken();
        };
    }

    private static ProblemException deadToken() {
        return new ProblemException(CommonProblem.INVALID_TOKEN, "The access token is not valid, or no longer.");
    }
}
