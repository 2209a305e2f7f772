package dev.usher.profile.adapter.in.http;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Problem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.problem.Refused;
import dev.usher.kernel.token.AccessToken;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.token.SessionCookies;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violations;
import dev.usher.profile.application.port.Accounts;
import dev.usher.profile.application.port.Accounts.PasswordChange;
import dev.usher.profile.domain.Secret;
import dev.usher.profile.domain.Tokens;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Patch;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The caller's password. There is no rule here: auth-service checks, hashes and keeps it, and this service only hands
 * both passwords on, so that a front end finds everything about a person in one place.
 */
@Controller("/v1/profile/password")
@Secured(SecurityRule.IS_AUTHENTICATED)
@Tag(name = "profile")
@SecurityRequirement(name = "bearer")
final class PasswordController {
    private final Accounts accounts;

    PasswordController(Accounts accounts) {
        this.accounts = accounts;
    }

    @Patch
    @Operation(summary = "Change the caller's password; every other session ends, the caller gets a new one")
    @ApiResponse(responseCode = "200", description = "The new session")
    @Refused.Token
    @Refused.Body
    @ApiResponse(
            responseCode = "429",
            description = "too-many-attempts: Retry-After says when to try again",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    HttpResponse<TokensBody> change(
            @Parameter(hidden = true) Caller caller,
            @Parameter(hidden = true) HttpRequest<?> request,
            @Body PasswordBody body) {
        var check = new Violations();
        var oldPassword = check.value(() -> required("old_password", body.oldPassword));
        var newPassword = check.value(() -> required("new_password", body.newPassword));
        check.orThrow();
        var token = new Secret(caller.token().reveal());
        return switch (accounts.changePassword(token, oldPassword.get(), newPassword.get())) {
            case PasswordChange.Changed(var tokens) -> answer(request, tokens);
            case PasswordChange.Refused(var violations) -> throw new InvalidValue(violations);
            case PasswordChange.TokenRefused() ->
                throw new ProblemException(CommonProblem.INVALID_TOKEN, "The token is no longer valid.");
            case PasswordChange.Throttled(var wait) ->
                throw new ProblemException(ProfileProblem.TOO_MANY_ATTEMPTS, "Try again later.").withRetryAfter(wait);
        };
    }

    /** Whoever came with cookies gets cookies, and nothing in the body that a script could read. */
    private static HttpResponse<TokensBody> answer(HttpRequest<?> request, Tokens tokens) {
        if (!SessionCookies.areUsedBy(request)) {
            return HttpResponse.ok(TokensBody.from(tokens));
        }
        // auth-service does not say when the session ends for good; the refresh token does not outlive it.
        var lifetimes = new SessionCookies.Lifetimes(
                tokens.accessLifetime(), tokens.refreshLifetime(), tokens.refreshLifetime());
        return SessionCookies.set(
                HttpResponse.ok(TokensBody.withoutTokens(tokens)),
                new AccessToken(tokens.access().reveal()),
                tokens.refresh().reveal(),
                lifetimes);
    }

    private static Secret required(String field, @Nullable Secret secret) {
        if (secret == null) {
            throw new InvalidValue(field, "required", "is required");
        }
        return secret;
    }

    /** Its rules are auth-service's: only presence is asked for here. */
    @Schema(name = "PasswordChange")
    record PasswordBody(
            @Schema(type = "string", format = "password", requiredMode = RequiredMode.REQUIRED)
            @JsonDeserialize(using = SecretJson.Reader.class)
            @Nullable
            Secret oldPassword,

            @Schema(type = "string", format = "password", requiredMode = RequiredMode.REQUIRED)
            @JsonDeserialize(using = SecretJson.Reader.class)
            @Nullable
            Secret newPassword) {}

    @Schema(name = "Tokens", description = "A session; lifetimes in seconds.")
    record TokensBody(
            @Schema(
                    type = "string",
                    requiredMode = RequiredMode.REQUIRED,
                    description = "Null when the request came with cookies: then the answer sets new ones")
            @JsonSerialize(using = SecretJson.Writer.class)
            @Nullable
            Secret accessToken,

            @Schema(description = "Bearer") String tokenType,
            long expiresIn,

            @Schema(type = "string", requiredMode = RequiredMode.REQUIRED, description = "Null like access_token")
            @JsonSerialize(using = SecretJson.Writer.class)
            @Nullable
            Secret refreshToken,

            long refreshExpiresIn) {
        static TokensBody from(Tokens tokens) {
            return of(tokens, tokens.access(), tokens.refresh());
        }

        static TokensBody withoutTokens(Tokens tokens) {
            return of(tokens, null, null);
        }

        private static TokensBody of(Tokens tokens, @Nullable Secret access, @Nullable Secret refresh) {
            return new TokensBody(
                    access,
                    "Bearer",
                    tokens.accessLifetime().toSeconds(),
                    refresh,
                    tokens.refreshLifetime().toSeconds());
        }
    }
}
