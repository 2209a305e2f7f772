package dev.usher.kernel.policy;

import dev.usher.kernel.feed.FeedHealth;
import io.micronaut.context.annotation.Requires;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** Says when roles and members may be missing. */
@Singleton
@Readiness
@Requires(beans = PolicyReader.class)
final class PolicyHealth implements HealthIndicator {
    private final PolicyFeed feed;

    PolicyHealth(PolicyFeed feed) {
        this.feed = feed;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return FeedHealth.of(PolicyFeed.NAME, feed.isLate());
    }
}
