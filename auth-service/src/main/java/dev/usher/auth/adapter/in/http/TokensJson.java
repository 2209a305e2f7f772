package dev.usher.auth.adapter.in.http;

import static io.swagger.v3.oas.annotations.media.Schema.RequiredMode.REQUIRED;

import dev.usher.auth.application.Tokens;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What login, refresh and password change answer. */
@Schema(name = "Tokens", description = "An access token and the refresh token that replaces it. Times in seconds.")
record TokensJson(
        @Schema(
                type = "string",
                nullable = true,
                requiredMode = REQUIRED,
                description = "A JWT (RFC 9068): send it as a bearer token; null when it travels in a cookie")
        @Nullable
        SecretText accessToken,

        @Schema(type = "string", pattern = "^Bearer$") String tokenType,

        @Schema(description = "Seconds until the access token expires", minimum = "1")
        long expiresIn,

        @Schema(
                type = "string",
                nullable = true,
                requiredMode = REQUIRED,
                description = "Opaque; good for one refresh; null like access_token")
        @Nullable
        SecretText refreshToken,

        @Schema(description = "Seconds until the session ends unless it is refreshed", minimum = "0")
        long refreshExpiresIn) {
    static TokensJson from(Tokens tokens) {
        return of(
                tokens,
                new SecretText(tokens.access().reveal()),
                new SecretText(tokens.refresh().reveal()));
    }

    /** For those who get the tokens in cookies. */
    static TokensJson withoutTokens(Tokens tokens) {
        return of(tokens, null, null);
    }

    private static TokensJson of(Tokens tokens, @Nullable SecretText access, @Nullable SecretText refresh) {
        return new TokensJson(
                access,
                "Bearer",
                tokens.access().lifetime().toSeconds(),
                refresh,
                tokens.refreshLifetime().toSeconds());
    }
}
