package dev.usher.kernel.problem;

import java.time.Duration;

/** Tells whoever tries too often how often is allowed. */
public final class RateLimit {
    private RateLimit() {}

    /**
     * Adds {@code Retry-After} and the fields of draft-ietf-httpapi-ratelimit-headers-10.
     *
     * @param name of the limit
     * @param most times in a window
     * @param wait until one more is allowed
     */
    public static ProblemException on(ProblemException refusal, String name, int most, Duration window, Duration wait) {
        return refusal.withRetryAfter(wait)
                .withHeader("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(name, most, window.toSeconds()))
                // Rounded up, as Retry-After is: whoever waits for so long is not too early.
                .withHeader("RateLimit", "\"%s\";r=0;t=%s".formatted(name, RetryAfter.seconds(wait)));
    }
}
