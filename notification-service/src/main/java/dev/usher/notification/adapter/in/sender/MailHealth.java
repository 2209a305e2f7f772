package dev.usher.notification.adapter.in.sender;

import dev.usher.notification.application.ServerGate;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * A mail server that is away makes nobody unready: orders are taken and kept, and another instance could send no more
 * than this one. So it is a detail, {@code degraded: mail}.
 */
@Singleton
@Readiness
final class MailHealth implements HealthIndicator {
    private final ServerGate gate;

    MailHealth(ServerGate gate) {
        this.gate = gate;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        var error = gate.closedBecause();
        var result = HealthResult.builder("mail", HealthStatus.UP);
        return Publishers.just(
                error == null
                        ? result.build()
                        : result.details(Map.of("degraded", error)).build());
    }
}
