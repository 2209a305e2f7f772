package dev.usher.kernel.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Since when all that a feed's publishers said is known here, and how much of it could not be read. */
public final class Freshness {
    private final long limit;
    private final LongSupplier nanos;
    private final AtomicLong skipped = new AtomicLong();
    private final CountDownLatch looked = new CountDownLatch(1);
    /** Null before it was for the first time. */
    private volatile @Nullable Long completeAsOf;

    /**
     * @param limit what is older is late
     * @param nanos time that passes evenly, as {@link System#nanoTime} does
     */
    public Freshness(Duration limit, LongSupplier nanos) {
        this.limit = limit.toNanos();
        this.nanos = nanos;
    }

    /** How long ago all that was published was known here; empty when it never was since the start. */
    public Optional<Duration> age() {
        var known = completeAsOf;
        return known == null ? Optional.empty() : Optional.of(Duration.ofNanos(nanos.getAsLong() - known));
    }

    /** For a gauge: infinite before the first load. */
    public double ageSeconds() {
        return age().map(age -> age.toMillis() / 1000.0).orElse(Double.POSITIVE_INFINITY);
    }

    /** Whether more may be missing than the limit allows. */
    public boolean isLate() {
        var known = completeAsOf;
        return known == null || nanos.getAsLong() - known > limit;
    }

    /** All that was published by then has been applied. */
    public void completeAsOf(long nanoTime) {
        completeAsOf = nanoTime;
        looked();
    }

    /** All that is there was read, though it may not be what was waited for. */
    public void looked() {
        looked.countDown();
    }

    /** One more record that could not be read; answers how many there are. */
    public long skip() {
        return skipped.incrementAndGet();
    }

    public long skipped() {
        return skipped.get();
    }

    /** False when nobody had read all that is there once within the time. */
    public boolean awaitFirst(Duration longest) throws InterruptedException {
        return looked.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
