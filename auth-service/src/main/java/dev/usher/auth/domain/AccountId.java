package dev.usher.auth.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.UUID;

/** Whose account; never given to anybody else, also not after the account is gone. */
public record AccountId(UUID value) {
    public static AccountId next(Instant now) {
        return new AccountId(Ids.next(now));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
