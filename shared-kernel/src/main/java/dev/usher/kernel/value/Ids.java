package dev.usher.kernel.value;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Identifiers of new things: UUIDv7 (RFC 9562 §5.7), so that they sort by the time of their making. Never a secret. */
public final class Ids {
    private static final Pattern CANONICAL =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private Ids() {}

    public static UUID next(Instant now) {
        return UuidCreator.getTimeOrderedEpoch(now);
    }

    /** Reads the canonical text only (lower case, 36 characters), so that one thing has one spelling. */
    public static Optional<UUID> parse(String text) {
        return CANONICAL.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
