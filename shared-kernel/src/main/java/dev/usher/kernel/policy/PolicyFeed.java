package dev.usher.kernel.policy;

import dev.usher.kernel.feed.Freshness;
import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.Unavailable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The roles and members that this process knows of, and since when it may have missed some. */
@Singleton
final class PolicyFeed {
    static final String NAME = "policy-feed";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Freshness freshness;
    /** Null before the first load. */
    private volatile @Nullable Policy policy;

    @Inject
    PolicyFeed(PolicySettings settings) {
        this(settings, System::nanoTime);
    }

    PolicyFeed(PolicySettings settings, LongSupplier nanos) {
        this.freshness = new Freshness(settings.feedLimit(), nanos);
    }

    /**
     * What holds now.
     *
     * @throws Unavailable when it was never loaded, or more may be missing than {@code POLICY_FEED_LIMIT} allows
     */
    Policy policy() {
        var known = policy;
        if (known == null || freshness.isLate()) {
            throw new Unavailable(CommonProblem.AUTHORIZATION_UNAVAILABLE, "policy feed is late", RETRY_AFTER);
        }
        return known;
    }

    /**
     * Answers come from this one from now on; it holds all that was published by then. Without any role it is none:
     * catalog-service always has those that are built in, so what it says is yet to come, or was lost.
     */
    void loaded(Policy complete, long nanoTime) {
        if (complete.roles() == 0) {
            freshness.looked();
        } else {
            policy = complete;
            freshness.completeAsOf(nanoTime);
        }
    }

    boolean isLate() {
        return policy == null || freshness.isLate();
    }

    Freshness freshness() {
        return freshness;
    }

    int roles() {
        var known = policy;
        return known == null ? 0 : known.roles();
    }

    int members() {
        var known = policy;
        return known == null ? 0 : known.members();
    }
}
