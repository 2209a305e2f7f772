package dev.usher.kernel.token;

import dev.usher.kernel.feed.Freshness;
import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The cut-offs that this process knows of, and since when it may have missed some. Tokens that they hit are refused at
 * every use, from the moment they are applied.
 */
@Singleton
@Requires(beans = TokenSettings.class)
public final class CutoffFeed {
    static final String NAME = "cutoff-feed";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    /** An expiry further away than any token's is a mistake of its publisher, and must not fill the memory. */
    private static final Duration SLACK = Duration.ofDays(1);

    private static final long SWEEP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int SWEPT_AT_ONCE = 10_000;

    private final Cutoffs cutoffs;
    private final Freshness freshness;
    private final LongSupplier nanos;
    private long sweptAt;

    @Inject
    CutoffFeed(TokenSettings settings, Clock clock) {
        this(settings, clock, System::nanoTime);
    }

    CutoffFeed(TokenSettings settings, Clock clock, LongSupplier nanos) {
        this.cutoffs = new Cutoffs(settings.maxLifetime().plus(SLACK), clock, nanos);
        this.freshness = new Freshness(settings.cutoffFeedLimit(), nanos);
        this.nanos = nanos;
        this.sweptAt = nanos.getAsLong();
    }

    /**
     * Ends tokens in this process at once; others learn it from the event. Never blocks, may be repeated, and what has
     * expired is ignored.
     */
    public void apply(Cutoff cutoff) {
        cutoffs.add(cutoff);
    }

    boolean hits(VerifiedToken token) {
        return cutoffs.hit(token);
    }

    /** How long ago all that was published was known here; empty when it never was since the start. */
    public Optional<Duration> age() {
        return freshness.age();
    }

    /** Whether more may be missing than the setting {@code CUTOFF_FEED_LIMIT} allows. */
    public boolean isLate() {
        return freshness.isLate();
    }

    /**
     * For what must not be done with a token that may be dead.
     *
     * @throws Unavailable when the feed is late
     */
    void requireFresh() {
        if (isLate()) {
            throw new Unavailable("cut-off feed is late", RETRY_AFTER);
        }
    }

    Freshness freshness() {
        return freshness;
    }

    /** Drops some of what has ended, at most once a second; called by one thread. */
    void sweep() {
        long now = nanos.getAsLong();
        if (now - sweptAt >= SWEEP_NANOS) {
            sweptAt = now;
            cutoffs.sweep(SWEPT_AT_ONCE);
        }
    }

    Cutoffs cutoffs() {
        return cutoffs;
    }
}
