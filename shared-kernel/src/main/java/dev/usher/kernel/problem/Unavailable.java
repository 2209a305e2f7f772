package dev.usher.kernel.problem;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that the request needs is down, full or too slow: 503 with {@code Retry-After}. It says nothing about
 * whether the request took effect.
 */
public final class Unavailable extends RuntimeException {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final transient ProblemCode code;
    private final Duration retryAfter;

    /** @param what for the log only */
    public Unavailable(String what, @Nullable Throwable cause) {
        this(what, RETRY_AFTER, cause);
    }

    public Unavailable(String what, Duration retryAfter) {
        this(what, retryAfter, null);
    }

    public Unavailable(String what, Duration retryAfter, @Nullable Throwable cause) {
        this(CommonProblem.UNAVAILABLE, what, retryAfter, cause);
    }

    /** @param code says which thing it is to clients that can make use of it; its status is 503 */
    public Unavailable(ProblemCode code, String what, Duration retryAfter) {
        this(code, what, retryAfter, null);
    }

    private Unavailable(ProblemCode code, String what, Duration retryAfter, @Nullable Throwable cause) {
        super(what, cause);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    public ProblemCode code() {
        return code;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
