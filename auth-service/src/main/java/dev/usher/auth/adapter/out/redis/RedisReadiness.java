package dev.usher.auth.adapter.out.redis;

import dev.usher.kernel.problem.Unavailable;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.management.health.indicator.annotation.Readiness;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;

/**
 * Ready when Redis answers; asked at most once a second. Whenever it is there (again), says aloud if it would evict keys:
 * that logs people out when memory is short, where refusing new logins would be enough (promises F-RD-9).
 */
@Singleton
@Readiness
final class RedisReadiness implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(RedisReadiness.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final String POLICY = "maxmemory-policy";
    private static final String NO_EVICTION = "noeviction";

    private final Redis redis;
    private final ExecutorService blocking;
    private boolean answers;
    private boolean evicts;
    private long askedAt = System.nanoTime() - FRESH_NANOS;

    RedisReadiness(Redis redis, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.redis = redis;
        this.blocking = blocking;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(this::verdict, blocking));
    }

    private synchronized HealthResult verdict() {
        if (System.nanoTime() - askedAt >= FRESH_NANOS) {
            ask();
            askedAt = System.nanoTime();
        }
        return HealthResult.builder("redis", answers ? HealthStatus.UP : HealthStatus.DOWN)
                .details(Map.of("evicts", evicts))
                .build();
    }

    private void ask() {
        try {
            redis.call(RedisClient::ping);
            if (!answers) {
                checkEviction();
            }
            answers = true;
        } catch (Unavailable down) {
            answers = false;
        }
    }

    private void checkEviction() {
        try {
            var policy = redis.call(client -> client.configGet(POLICY)).getOrDefault(POLICY, NO_EVICTION);
            evicts = !policy.equals(NO_EVICTION);
        } catch (Unavailable forbidden) {
            // Where Redis is rented its configuration is often not to be read.
            evicts = false;
        }
        if (evicts) {
            LOG.error("Redis evicts keys when its memory is full: set {} to {}", POLICY, NO_EVICTION);
        }
    }
}
