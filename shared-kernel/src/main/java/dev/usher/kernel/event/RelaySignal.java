package dev.usher.kernel.event;

import jakarta.inject.Singleton;
import java.time.Duration;

/** Tells the relay of this process which buckets have something new. Raising it never waits. */
@Singleton
final class RelaySignal {
    private int raised;

    /** @param buckets one bit a bucket */
    synchronized void raise(int buckets) {
        raised |= buckets;
        notifyAll();
    }

    /** The buckets raised since the last call; waits for the first one, at most that long. */
    @SuppressWarnings("WaitNotInLoop") // a wake-up for nothing costs one empty round
    synchronized int await(Duration longest) throws InterruptedException {
        if (raised == 0 && longest.toMillis() > 0) {
            wait(longest.toMillis());
        }
        var buckets = raised;
        raised = 0;
        return buckets;
    }
}
