package dev.usher.kernel.value;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;

/** Identifiers of new things: UUIDv7 (RFC 9562 §5.7), so that they sort by the time of their making. Never a secret. */
public final class Ids {
    private Ids() {}

    public static UUID next(Instant now) {
        return UuidCreator.getTimeOrderedEpoch(now);
    }
}
