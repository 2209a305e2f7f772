package dev.usher.kernel.feed;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.util.Map;
import org.reactivestreams.Publisher;

/** A feed that is late is no reason to send requests elsewhere, where it is late too: up always, with a word about it. */
public final class FeedHealth {
    private FeedHealth() {}

    public static Publisher<HealthResult> of(String name, boolean late) {
        var result = HealthResult.builder(name, HealthStatus.UP);
        return Publishers.just(late ? result.details(Map.of("degraded", name)).build() : result.build());
    }
}
