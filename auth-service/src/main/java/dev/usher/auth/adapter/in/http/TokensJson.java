package dev.usher.auth.adapter.in.http;

import dev.usher.auth.application.Tokens;
import io.swagger.v3.oas.annotations.media.Schema;

/** What login, refresh and password change answer. */
@Schema(name = "Tokens", description = "An access token and the refresh token that replaces it. Times in seconds.")
record TokensJson(
        @Schema(type = "string", description = "A JWT (RFC 9068): send it as a bearer token")
        SecretText accessToken,

        @Schema(type = "string", pattern = "^Bearer$") String tokenType,

        @Schema(description = "Seconds until the access token expires", minimum = "1")
        long expiresIn,

        @Schema(type = "string", description = "Opaque; good for one refresh")
        SecretText refreshToken,

        @Schema(description = "Seconds until the session ends unless it is refreshed", minimum = "0")
        long refreshExpiresIn) {
    static TokensJson from(Tokens tokens) {
        return new TokensJson(
                new SecretText(tokens.access().reveal()),
                "Bearer",
                tokens.access().lifetime().toSeconds(),
                new SecretText(tokens.refresh().reveal()),
                tokens.refreshLifetime().toSeconds());
    }
}
