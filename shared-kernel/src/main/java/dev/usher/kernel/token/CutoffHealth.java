package dev.usher.kernel.token;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** A feed that is late is no reason to send requests elsewhere, where it is late too: up always, with a word about it. */
@Singleton
@Readiness
@Requires(beans = CutoffReader.class)
final class CutoffHealth implements HealthIndicator {
    private static final String NAME = "cutoff-feed";

    private final CutoffFeed feed;

    CutoffHealth(CutoffFeed feed) {
        this.feed = feed;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        var result = HealthResult.builder(NAME, HealthStatus.UP);
        return Publishers.just(
                feed.isLate() ? result.details(Map.of("degraded", NAME)).build() : result.build());
    }
}
