package dev.usher.kernel.web;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Liveness;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import org.reactivestreams.Publisher;

/**
 * Down only where a restart helps: threads that wait for each other for ever. What the process needs from outside is
 * the concern of readiness. The framework's own indicator would show their stacks.
 */
@Singleton
@Liveness
final class DeadlockLiveness implements HealthIndicator {
    @Override
    public Publisher<HealthResult> getResult() {
        var deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads() != null;
        return Publishers.just(HealthResult.builder("threads", deadlocked ? HealthStatus.DOWN : HealthStatus.UP)
                .build());
    }
}
