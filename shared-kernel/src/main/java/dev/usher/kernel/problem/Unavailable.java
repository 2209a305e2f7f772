package dev.usher.kernel.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that the request needs is down, full or too slow: 503 with {@code Retry-After}. It says nothing about
 * whether the request took effect.
 */
public final class Unavailable extends RuntimeException {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Duration retryAfter;

    /** @param what for the log only */
    public Unavailable(String what, @Nullable Throwable cause) {
        this(what, RETRY_AFTER, cause);
    }

    public Unavailable(String what, Duration retryAfter) {
        this(what, retryAfter, null);
    }

    public Unavailable(String what, Duration retryAfter, @Nullable Throwable cause) {
        super(what, cause);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
