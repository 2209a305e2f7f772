package dev.usher.kernel.event;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Events that are late are no reason to send requests elsewhere: up always, with a word when they are. */
@Singleton
@Readiness
@Requires(beans = OutboxRelay.class)
final class EventsHealth implements HealthIndicator {
    private final OutboxUpkeep outbox;
    private final @Nullable InboxUpkeep inbox;

    EventsHealth(OutboxUpkeep outbox, @Nullable InboxUpkeep inbox) {
        this.outbox = outbox;
        this.inbox = inbox;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        boolean late = outbox.isLate() || (inbox != null && inbox.isLate());
        var result = HealthResult.builder("events", HealthStatus.UP);
        return Publishers.just(
                late ? result.details(Map.of("degraded", "events")).build() : result.build());
    }
}
