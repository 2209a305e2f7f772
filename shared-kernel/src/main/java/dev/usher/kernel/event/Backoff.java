package dev.usher.kernel.event;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double from 0.1 s to 5 s, each up to a fifth longer or shorter. For one thread. */
final class Backoff {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 5_000;

    private long nextMillis = FIRST_MILLIS;
    private long untilNanos;
    private boolean on;

    /** Another failure: the next pause begins. */
    Duration failed() {
        long fifth = nextMillis / 5;
        var pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(nextMillis - fifth, nextMillis + fifth));
        nextMillis = Math.min(2 * nextMillis, LONGEST_MILLIS);
        untilNanos = System.nanoTime() + pause.toNanos();
        on = true;
        return pause;
    }

    void succeeded() {
        nextMillis = FIRST_MILLIS;
        on = false;
    }

    /** Something failed, and nothing has succeeded since. */
    boolean isOn() {
        return on;
    }

    /** What is left of the pause; zero when the next try may begin. */
    Duration left() {
        return on ? Duration.ofNanos(Math.max(0, untilNanos - System.nanoTime())) : Duration.ZERO;
    }
}
