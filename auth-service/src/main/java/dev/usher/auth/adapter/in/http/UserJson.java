package dev.usher.auth.adapter.in.http;

import dev.usher.auth.domain.Account;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** An account as its owner and administrators see it. */
record UserJson(
        UUID id,
        String email,
        boolean emailVerified,
        String firstName,
        String lastName,
        String locale,
        List<String> roles,
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
