package dev.usher.auth.adapter.in.http;

import dev.usher.auth.application.LogIn;
import dev.usher.auth.application.LogOut;
import dev.usher.auth.application.RefreshSession;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions: their start, their going on and their end. */
@Controller("/v1")
@Secured("isAnonymous()")
final class SessionController {
    private static final Logger LOG = LoggerFactory.getLogger(SessionController.class);

    private final LogIn logIn;
    private final RefreshSession refreshSession;
    private final LogOut logOut;
    private final Clients clients;

    SessionController(LogIn logIn, RefreshSession refreshSession, LogOut logOut, Clients clients) {
        this.logIn = logIn;
        this.refreshSession = refreshSession;
        this.logOut = logOut;
        this.clients = clients;
    }

    record LogInRequest(
            @Nullable String email,
            @Nullable SecretText password,
            @Nullable String transport) {}

    @Post("/login")
    TokensJson logIn(@Body LogInRequest body, HttpRequest<?> request) {
        var check = new Violations();
        var email = check.value(() -> required("email", body.email()));
        var password = check.value(() -> SecretText.required("password", body.password()));
        check.check(() -> checkTransport(body.transport()));
        check.orThrow();
        var client = clients.of(request);
        // What can be no address and no password is just wrong, at the same cost.
        return switch (logIn.logIn(EmailAddress.parse(email.get()), RawPassword.parse(password.get()), client)) {
            case LogIn.Result.Granted(var tokens) -> TokensJson.from(tokens);
            case LogIn.Result.Denied() -> {
                LOG.info("login refused, from {}", client.ip());
                throw new ProblemException(
                        AuthProblem.INVALID_CREDENTIALS, "No account has this address and this password.");
            }
        };
    }

    private static String required(String field, @Nullable String text) {
        if (text == null) {
            throw new InvalidValue(field, "required", "is required");
        }
        return text;
    }

    private static void checkTransport(@Nullable String transport) {
        if (transport != null && !transport.equals("body")) {
            throw new InvalidValue("transport", "invalid", "must be body");
        }
    }

    record RefreshRequest(@Nullable SecretText refreshToken) {
        static Optional<RefreshToken> token(@Nullable RefreshRequest body) {
            return Optional.ofNullable(body)
                    .map(RefreshRequest::refreshToken)
                    .map(SecretText::reveal)
                    .map(RefreshToken::new);
        }
    }

    @Post("/refresh")
    TokensJson refresh(@Body @Nullable RefreshRequest body, HttpRequest<?> request) {
        var client = clients.of(request);
        var token = RefreshRequest.token(body).orElseThrow(SessionController::invalidToken);
        return switch (refreshSession.refresh(token, client)) {
            case RefreshSession.Result.Refreshed(var tokens) -> TokensJson.from(tokens);
            case RefreshSession.Result.Refused(var why) -> {
                LOG.info("refresh refused, {}, from {}", why, client.ip());
                throw invalidToken();
            }
        };
    }

    private static ProblemException invalidToken() {
        return new ProblemException(CommonProblem.INVALID_TOKEN, "The refresh token is not valid, or no longer.");
    }

    @Post("/logout")
    @Status(HttpStatus.NO_CONTENT)
    void logOut(@Body @Nullable RefreshRequest body, @Nullable Caller caller) {
        logOut.logOut(
                RefreshRequest.token(body),
                Optional.ofNullable(caller).map(Caller::sessionId).map(SessionId::new));
    }
}
