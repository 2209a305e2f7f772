package dev.usher.auth.adapter.in.http;

import dev.usher.auth.domain.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** An account as its owner and administrators see it. */
@Schema(name = "User", description = "An account.")
record UserJson(
        UUID id,

        @Schema(maxLength = 254, examples = "ada@example.com")
        String email,

        boolean emailVerified,

        @Schema(minLength = 1, maxLength = 100, examples = "Ada")
        String firstName,

        @Schema(minLength = 1, maxLength = 100, examples = "Lovelace")
        String lastName,

        @Schema(description = "BCP 47 language tag", maxLength = 35, examples = "en-GB")
        String locale,

        @Schema(description = "Names of roles", examples = "[\"customer\"]")
        List<String> roles,

        @Schema(type = "string", pattern = "^(active|disabled)$")
        String status,

        Instant createdAt) {
    static UserJson from(Account account) {
        return new UserJson(
                account.id().value(),
                account.email().given(),
                account.emailVerified(),
                account.name().first(),
                account.name().last(),
                account.locale().value(),
                account.roles().stream().sorted().toList(),
                account.status().name().toLowerCase(Locale.ROOT),
                account.createdAt());
    }
}
