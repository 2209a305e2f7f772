package dev.usher.auth.adapter.out.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.kernel.testing.Backends;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import redis.clients.jedis.RedisClient;

class RedisReadinessTest {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RedisClient redis = RedisClient.create(Backends.redisUrl());

    @AfterEach
    void stop() {
        redis.configSet("maxmemory-policy", "noeviction");
        redis.close();
        threads.shutdownNow();
    }

    private HealthResult verdict() throws Exception {
        var readiness = new RedisReadiness(AuthApp.running().bean(Redis.class), threads);
        var result = new CompletableFuture<HealthResult>();
        readiness.getResult().subscribe(new First(result));
        return result.get(5, TimeUnit.SECONDS);
    }

    private record First(CompletableFuture<HealthResult> result) implements Subscriber<HealthResult> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(HealthResult verdict) {
            result.complete(verdict);
        }

        @Override
        public void onError(Throwable failure) {
            result.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            result.cancel(false);
        }
    }

    @Test
    void it_is_up_where_redis_answers_and_keeps_its_keys() throws Exception {
        assertThat(verdict().getStatus()).isEqualTo(HealthStatus.UP);
        assertThat(verdict().getDetails()).isEqualTo(Map.of("evicts", false));
    }

    @Test
    void f_rd_9_it_is_up_and_says_so_where_redis_evicts() throws Exception {
        redis.configSet("maxmemory-policy", "allkeys-lru");
        assertThat(verdict().getStatus()).isEqualTo(HealthStatus.UP);
        assertThat(verdict().getDetails()).isEqualTo(Map.of("evicts", true));
    }
}
