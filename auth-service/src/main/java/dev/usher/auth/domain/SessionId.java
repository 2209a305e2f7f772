package dev.usher.auth.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.UUID;

/** One sign-in on one device, and the family of refresh tokens that continues it. Not a secret. */
public record SessionId(UUID value) {
    public static SessionId next(Instant now) {
        return new SessionId(Ids.next(now));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
