package dev.usher.auth.adapter.out.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.application.ThrottleContract;
import dev.usher.auth.application.port.Throttle;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.kernel.testing.Backends;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisThrottleTest extends ThrottleContract {
    private final RedisThrottle throttle = AuthApp.running().bean(RedisThrottle.class);

    @Override
    protected Throttle throttle() {
        return throttle;
    }

    @Test
    void keys_name_nobody_and_go_when_they_count_no_more() {
        var email = TestAccounts.newAddress();
        var attempt = new ThrottlePolicy(60, 10, 100, 30)
                .logIn(Optional.of(email), new Client("2001:db8:77:1:2:3:4:5", "test"));
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            var before = new HashSet<>(redis.keys("usher:auth:throttle:*"));
            var answer = (Throttle.Answer.Reserved) throttle.reserve(attempt, TestAccounts.NOW);
            var keys = new HashSet<>(redis.keys("usher:auth:throttle:*"));
            keys.removeAll(before);
            assertThat(keys).hasSize(3).allSatisfy(key -> {
                assertThat(key).doesNotContain(email.localPart(), "2001");
                assertThat(Duration.ofMillis(redis.pttl(key)))
                        .isBetween(Duration.ofMinutes(16), Duration.ofMinutes(17));
            });
            throttle.succeeded(answer.reservation());
            assertThat(redis.exists(keys.toArray(String[]::new))).isZero();
        }
    }

    @Test
    void f_rd_4_forgotten_scripts_are_loaded_again() {
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            var attempt = new ThrottlePolicy(60, 1, 100, 30)
                    .signedIn(TestAccounts.newAddress(), new Client("192.0.2.1", "test"));
            redis.scriptFlush();
            var first = (Throttle.Answer.Reserved) throttle.reserve(attempt, TestAccounts.NOW);
            redis.scriptFlush();
            throttle.release(first.reservation());
            assertThat(throttle.reserve(attempt, TestAccounts.NOW)).isInstanceOf(Throttle.Answer.Reserved.class);
        }
    }
}
