package dev.usher.auth.adapter.in.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.usher.auth.application.Tokens;
import dev.usher.auth.domain.Account;
import org.jspecify.annotations.Nullable;

/** What sign-up, login, refresh and password change answer. Times in seconds. */
@JsonPropertyOrder({"user", "access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in"})
record TokensJson(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UserJson user,
        SecretText accessToken,
        String tokenType,
        long expiresIn,
        SecretText refreshToken,
        long refreshExpiresIn) {
    static TokensJson from(Tokens tokens) {
        return of(null, tokens);
    }

    static TokensJson from(Account account, Tokens tokens) {
        return of(UserJson.from(account), tokens);
    }

    private static TokensJson of(@Nullable UserJson user, Tokens tokens) {
        return new TokensJson(
                user,
                new SecretText(tokens.access().reveal()),
                "Bearer",
                tokens.access().lifetime().toSeconds(),
                new SecretText(tokens.refresh().reveal()),
                tokens.refreshLifetime().toSeconds());
    }
}
