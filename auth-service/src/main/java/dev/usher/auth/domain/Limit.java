package dev.usher.auth.domain;

import java.time.Duration;

/**
 * At most so many in any stretch of time of the given length.
 *
 * @param name public: it stands in the answer to whoever is past it
 */
public record Limit(String name, int most, Duration window) {
    /** An attempt is forgotten between one window and one slot of it later. */
    public static final int SLOTS = 15;

    public Duration slot() {
        return window.dividedBy(SLOTS);
    }
}
