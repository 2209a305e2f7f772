package dev.usher.auth.domain;

import dev.usher.kernel.value.InvalidValue;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A password as typed, in Unicode NFC and not changed otherwise: case, spaces and every byte of it matter. At most 1024
 * bytes of UTF-8. Secret: never logged, never stored.
 */
public final class RawPassword {
    public static final int MAX_BYTES = 1024;

    /** Stands in for a password that nobody can have, so that it costs what any wrong one costs. */
    public static final RawPassword IMPOSSIBLE = new RawPassword("");

    private final String text;

    private RawPassword(String text) {
        this.text = text;
    }

    /**
     * @param field how the client calls it
     * @throws InvalidValue for what no policy could allow
     */
    public static RawPassword of(String field, @Nullable String raw) {
        if (raw == null) {
            throw new InvalidValue(field, "required", "is required");
        }
        // Measured before it is normalised: the cost of normalising grows faster than the length.
        if (raw.length() > MAX_BYTES || utf8Length(field, raw) > MAX_BYTES) {
            throw new InvalidValue(field, "too_long", "must be at most " + MAX_BYTES + " bytes long");
        }
        return new RawPassword(Normalizer.normalize(raw, Normalizer.Form.NFC));
    }

    /** As {@link #of}, where a password that cannot exist is just a wrong one. */
    public static Optional<RawPassword> parse(String raw) {
        try {
            return Optional.of(of("password", raw));
        } catch (InvalidValue impossible) {
            return Optional.empty();
        }
    }

    private static int utf8Length(String field, String raw) {
        try {
            // Not String.getBytes, which writes '?' for half a surrogate pair: two passwords would be one.
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(raw))
                    .remaining();
        } catch (CharacterCodingException halfACharacter) {
            throw new InvalidValue(field, "invalid", "must be Unicode text");
        }
    }

    public int codePoints() {
        return text.codePointCount(0, text.length());
    }

    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "RawPassword[redacted]";
    }
}
