package dev.usher.kernel.token;

import dev.usher.kernel.feed.FeedHealth;
import io.micronaut.context.annotation.Requires;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** Says when cut-offs may be missing. */
@Singleton
@Readiness
@Requires(beans = CutoffReader.class)
final class CutoffHealth implements HealthIndicator {
    private final CutoffFeed feed;

    CutoffHealth(CutoffFeed feed) {
        this.feed = feed;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return FeedHealth.of(CutoffFeed.NAME, feed.isLate());
    }
}
