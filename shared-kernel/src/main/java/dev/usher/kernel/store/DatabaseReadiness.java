package dev.usher.kernel.store;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;

/**
 * Ready when the tables are there and the database answers. It asks on a connection of its own, so that a full pool
 * does not look like an outage, and at most once a second however often it is asked. Says up or down, nothing else.
 */
@Singleton
@Readiness
@Requires(property = "datasources.default.enabled", value = "true", defaultValue = "true")
final class DatabaseReadiness implements HealthIndicator {
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Migrations migrations;
    private final UnpooledConnections connections;
    private final ExecutorService blocking;
    private boolean answered;
    private long askedAt = System.nanoTime() - FRESH_NANOS;

    DatabaseReadiness(
            Migrations migrations,
            UnpooledConnections connections,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.migrations = migrations;
        this.connections = connections;
        this.blocking = blocking;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(this::verdict, blocking));
    }

    private HealthResult verdict() {
        return HealthResult.builder("database", ready() ? HealthStatus.UP : HealthStatus.DOWN)
                .build();
    }

    private boolean ready() {
        return migrations.done() && answers();
    }

    private synchronized boolean answers() {
        if (System.nanoTime() - askedAt >= FRESH_NANOS) {
            answered = ask();
            askedAt = System.nanoTime();
        }
        return answered;
    }

    private boolean ask() {
        try (var connection = connections.open("readiness", ANSWER)) {
            return connection.isValid((int) ANSWER.toSeconds());
        } catch (SQLException down) {
            return false;
        }
    }
}
