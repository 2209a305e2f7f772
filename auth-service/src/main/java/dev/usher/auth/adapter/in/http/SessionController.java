package dev.usher.auth.adapter.in.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.NOT_REQUIRED;
import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.usher.auth.application.LogIn;
import dev.usher.auth.application.LogOut;
import dev.usher.auth.application.RefreshSession;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.problem.CommonProblem;
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
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions: their start, their going on and their end. */
@Controller("/v1")
@Secured("isAnonymous()")
@Tag(name = "sessions")
final class SessionController {
    private static final Logger LOG = LoggerFactory.getLogger(SessionController.class);

    private final LogIn logIn;
    private final RefreshSession refreshSession;
    private final LogOut logOut;
    private final Clients clients;
    private final TokenTransport transport;

    SessionController(
            LogIn logIn, RefreshSession refreshSession, LogOut logOut, Clients clients, TokenTransport transport) {
        this.logIn = logIn;
        this.refreshSession = refreshSession;
        this.logOut = logOut;
        this.clients = clients;
        this.transport = transport;
    }

    @Schema(name = "LogIn")
    record LogInRequest(
            @Schema(type = "string", nullable = false, requiredMode = REQUIRED, examples = "ada@example.com") @Nullable
            String email,

            @Schema(
                    type = "string",
                    format = "password",
                    nullable = false,
                    requiredMode = REQUIRED,
                    examples = "correct horse battery")
            @Nullable
            SecretText password,

            @Schema(
                    type = "string",
                    pattern = "^(body|cookie)$",
                    requiredMode = NOT_REQUIRED,
                    description = "How the tokens travel; cookies are for pages of the same origin")
            @Nullable
            String transport) {}

    @Post("/login")
    @Operation(summary = "Start a session; a 51st ends the one unused the longest")
    @ApiResponse(responseCode = "200", description = "Tokens of a new session")
    @ApiResponse(
            responseCode = "401",
            description = "invalid-credentials, whatever it was that was wrong; or second-factor-required (or"
                    + " second-factor-enrolment-required) with a challenge, good for 5 minutes at"
                    + " /v1/login/second-factor",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.CrossSite
    @Refused.Body
    @Refused.Outage
    @Throttled.Refused
    HttpResponse<TokensJson> logIn(@Body LogInRequest body, @Parameter(hidden = true) HttpRequest<?> request) {
        var check = new Violations();
        var email = check.value(() -> required("email", body.email()));
        var password = check.value(() -> SecretText.required("password", body.password()));
        var inCookies = check.value(() -> transport.inCookies(body.transport(), request));
        check.orThrow();
        var client = clients.of(request);
        // What can be no address and no password is just wrong, at the same cost.
        return switch (logIn.logIn(EmailAddress.parse(email.get()), RawPassword.parse(password.get()), client)) {
            case LogIn.Result.Granted(var tokens) -> transport.answer(tokens, inCookies.get());
            case LogIn.Result.Denied() -> {
                LOG.info("login refused, from {}", client.ip());
                throw new ProblemException(
                        AuthProblem.INVALID_CREDENTIALS, "No account has this address and this password.");
            }
            case LogIn.Result.SecondFactorRequired(var challenge) ->
                throw lacking(AuthProblem.SECOND_FACTOR_REQUIRED, "Finish at /v1/login/second-factor.", challenge);
            case LogIn.Result.EnrolmentRequired(var challenge) ->
                throw lacking(
                        AuthProblem.SECOND_FACTOR_ENROLMENT_REQUIRED,
                        "Get a second factor at /v1/login/second-factor/enrol.",
                        challenge);
            case LogIn.Result.Throttled(var tooMany) -> {
                LOG.info("login refused, {}, from {}", tooMany.limit().name(), client.ip());
                throw Throttled.problem(tooMany);
            }
        };
    }

    private static ProblemException lacking(AuthProblem what, String detail, LoginChallenge.Sealed challenge) {
        return new ProblemException(what, detail).withMembers(Map.of("challenge", challenge.reveal()));
    }

    private static String required(String field, @Nullable String text) {
        if (text == null) {
            throw new InvalidValue(field, "required", "is required");
        }
        return text;
    }

    @Schema(name = "RefreshToken")
    record RefreshRequest(
            @Schema(type = "string", requiredMode = NOT_REQUIRED) @Nullable
            SecretText refreshToken) {
        static Optional<RefreshToken> token(@Nullable RefreshRequest body) {
            return Optional.ofNullable(body)
                    .map(RefreshRequest::refreshToken)
                    .map(SecretText::reveal)
                    .map(RefreshToken::new);
        }
    }

    @Post("/refresh")
    @Operation(
            summary = "Replace both tokens",
            description =
                    "A refresh token is good once. Its direct predecessor yields the same successor for 10 seconds,"
                            + " for answers that were lost; after that, and for anything older, the session ends: somebody else"
                            + " has it. Without a token in the body that of the cookie counts, and new cookies are set.")
    @ApiResponse(responseCode = "200", description = "The next tokens of the session")
    @ApiResponse(
            responseCode = "401",
            description = "invalid-token, whatever it was that was wrong; log in again. Cookies are cleared",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @Refused.CrossSite
    @Refused.Body
    @Refused.Outage
    @Throttled.Refused
    HttpResponse<TokensJson> refresh(
            @Body @Nullable RefreshRequest body, @Parameter(hidden = true) HttpRequest<?> request) {
        var client = clients.of(request);
        var sent = RefreshRequest.token(body);
        var byCookie = transport.actsByCookie(request, sent.isPresent());
        var token = byCookie ? cookie(request) : sent;
        return switch (refreshSession.refresh(token.orElseThrow(() -> invalidToken(byCookie)), client)) {
            case RefreshSession.Result.Refreshed(var tokens) -> transport.answer(tokens, byCookie);
            case RefreshSession.Result.Refused(var why) -> {
                LOG.info("refresh refused, {}, from {}", why, client.ip());
                throw invalidToken(byCookie);
            }
            case RefreshSession.Result.Throttled(var tooMany) -> throw Throttled.problem(tooMany);
        };
    }

    private static Optional<RefreshToken> cookie(HttpRequest<?> request) {
        return SessionCookies.refreshToken(request).map(RefreshToken::new);
    }

    private static ProblemException invalidToken(boolean byCookie) {
        var refusal =
                new ProblemException(CommonProblem.INVALID_TOKEN, "The refresh token is not valid, or no longer.");
        return byCookie ? SessionCookies.clear(refusal) : refusal;
    }

    @Post("/logout")
    @Operation(summary = "End the session of the refresh token and that of the bearer token, or of the cookies")
    @ApiResponse(responseCode = "204", description = "There is no such session, any more or ever. Cookies are cleared")
    @Refused.CrossSite
    @Refused.Body
    @Refused.Outage
    HttpResponse<?> logOut(
            @Body @Nullable RefreshRequest body,
            @Parameter(hidden = true) @Nullable Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request) {
        var sent = RefreshRequest.token(body);
        var byCookie = transport.actsByCookie(request, sent.isPresent());
        logOut.logOut(
                byCookie ? cookie(request) : sent,
                Optional.ofNullable(caller).map(Caller::sessionId).map(SessionId::new),
                clients.of(request));
        var answer = HttpResponse.noContent();
        if (sent.isPresent() || caller != null || byCookie) {
            // Not for nothing: any page can send a request without a token, and must not log its visitors out by it.
            answer.header("Clear-Site-Data", "\"cookies\", \"storage\"");
        }
        return byCookie ? SessionCookies.clear(answer) : answer;
    }
}
