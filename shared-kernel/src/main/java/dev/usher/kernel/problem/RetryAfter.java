package dev.usher.kernel.problem;

import java.time.Duration;

/** The value of a Retry-After field: whole seconds, rounded up, at least 1 (RFC 9110 §10.2.3). */
final class RetryAfter {
    private RetryAfter() {}

    static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }
}
