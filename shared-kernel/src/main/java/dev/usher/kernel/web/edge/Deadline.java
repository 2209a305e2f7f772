package dev.usher.kernel.web.edge;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One moment by which something must have happened, moved with every step of a request. Moving it costs next to
 * nothing: a timer that finds its moment postponed sets itself again. For one event loop.
 */
final class Deadline {
    private static final long ORIGIN = System.nanoTime();
    private static final long NEVER = Long.MAX_VALUE;

    private final EventExecutor executor;
    private final Runnable missed;
    private long moment = NEVER;
    private long due = NEVER;
    private @Nullable ScheduledFuture<?> timer;

    Deadline(EventExecutor executor, Runnable missed) {
        this.executor = executor;
        this.missed = missed;
    }

    void in(Duration wait) {
        moment = now() + wait.toNanos();
        if (moment < due) {
            schedule();
        }
    }

    void clear() {
        moment = NEVER;
    }

    /** Lets go of the connection. */
    void cancel() {
        clear();
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void schedule() {
        if (timer != null) {
            timer.cancel(false);
        }
        due = moment;
        timer = executor.schedule(this::ring, Math.max(0, due - now()), TimeUnit.NANOSECONDS);
    }

    private void ring() {
        timer = null;
        due = NEVER;
        if (moment == NEVER) {
            return;
        }
        if (moment > now()) {
            schedule();
        } else {
            moment = NEVER;
            missed.run();
        }
    }

    /** From an origin of its own, so that sums do not overflow. */
    private static long now() {
        return System.nanoTime() - ORIGIN;
    }
}
