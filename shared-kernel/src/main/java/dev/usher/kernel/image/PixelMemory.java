package dev.usher.kernel.image;

import dev.usher.kernel.problem.Unavailable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that pictures may take, whoever sends how many at once. Small ones share the heap, as many at a time as
 * there are processors. Large ones go one after another, outside the heap: dozens of arrays of that size left to the
 * collector would make the heap grow to its limit, while this memory is the system's again at once. Whoever waits too
 * long is told to come back.
 */
final class PixelMemory {
    private static final int SMALL = 8 * 1024 * 1024;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(3);

    private final Semaphore small =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
    private final Semaphore large = new Semaphore(1, true);
    private final Duration longestWait;

    PixelMemory(Duration longestWait) {
        this.longestWait = longestWait;
    }

    /**
     * Waits for its turn.
     *
     * @param bytes all that the work will need at one time
     * @throws Unavailable when it takes too long
     */
    Lease lease(long bytes) {
        var isLarge = bytes > SMALL;
        var lane = isLarge ? large : small;
        try {
            if (!lane.tryAcquire(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Unavailable("too many images at once", RETRY_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("interrupted while waiting for memory", RETRY_AFTER, e);
        }
        return new Lease(lane, isLarge);
    }

    /** For one thread. */
    static final class Lease implements AutoCloseable {
        private final Semaphore lane;
        private final boolean isLarge;
        private final Arena arena = Arena.ofConfined();

        private Lease(Semaphore lane, boolean isLarge) {
            this.lane = lane;
            this.isLarge = isLarge;
        }

        /** Zeroes. Gone when the lease is closed. */
        MemorySegment allocate(int bytes) {
            return isLarge ? arena.allocate(bytes) : MemorySegment.ofArray(new byte[bytes]);
        }

        @Override
        public void close() {
            arena.close();
            lane.release();
        }
    }
}
