package dev.usher.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a mail that could not be sent is tried again: after 1 s, 5 s, 30 s, 2 min, 10 min, then every hour, each
 * ± 20 %, until 24 h after it was asked for. Never given up before that.
 */
public final class RetryPolicy {
    public static final Duration LIFETIME = Duration.ofHours(24);
    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofHours(1));
    private static final double JITTER = 0.2;

    private RetryPolicy() {}

    /**
     * @param attempts how many have failed, from 1
     * @param random 0 (earliest) to 1 (latest): spreads mails that failed together
     * @return empty when the mail is to be given up
     */
    public static Optional<Instant> next(int attempts, Instant createdAt, Instant now, double random) {
        var end = createdAt.plus(LIFETIME);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        var delay = DELAYS.get(Math.clamp(attempts - 1, 0, DELAYS.size() - 1));
        var factor = 1 + JITTER * (2 * random - 1);
        var next = now.plusMillis(Math.round(delay.toMillis() * factor));
        // The last attempt is at the very end, not up to an hour before it.
        return Optional.of(next.isAfter(end) ? end : next);
    }

    /** True once a mail is so old that its next failure is its last. */
    public static boolean isOver(Instant createdAt, Instant now) {
        return !now.isBefore(createdAt.plus(LIFETIME));
    }
}
