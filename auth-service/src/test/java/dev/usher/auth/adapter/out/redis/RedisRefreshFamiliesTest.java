package dev.usher.auth.adapter.out.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.application.RefreshFamiliesContract;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshTokens.Issued;
import dev.usher.auth.application.port.RefreshTokens.Presented;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.testing.Backends;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

class RedisRefreshFamiliesTest extends RefreshFamiliesContract {
    private final RedisRefreshFamilies families = AuthApp.running().bean(RedisRefreshFamilies.class);

    @Override
    protected RefreshFamilies families() {
        return families;
    }

    private static Issued issued(SessionId session, int generation) {
        return new Issued(session, generation, new RefreshToken("not stored"), new SecretHash("hash-" + generation));
    }

    @Test
    void a_key_is_of_our_own_space_and_goes_an_hour_after_its_family() {
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            var session = SessionId.next(TestAccounts.NOW);
            var absolute = TestAccounts.NOW.plus(Duration.ofDays(30));
            families.open(issued(session, 1), AccountId.next(TestAccounts.NOW), TestAccounts.NOW, absolute);
            var key = "usher:auth:session:" + session;
            assertThat(Duration.ofMillis(redis.pttl(key)))
                    .isBetween(
                            Duration.ofDays(14).plusMinutes(59),
                            Duration.ofDays(14).plusMinutes(60));
            for (var generation = 1; generation <= 28; generation++) {
                var day = TestAccounts.NOW.plus(Duration.ofDays(generation));
                var hash = new SecretHash("hash-" + generation);
                families.rotate(new Presented(session, generation, hash, issued(session, generation + 1)), day);
            }
            // In the last two days only those are left.
            assertThat(Duration.ofMillis(redis.pttl(key)))
                    .isBetween(
                            Duration.ofDays(2).plusMinutes(59),
                            Duration.ofDays(2).plusMinutes(60));
        }
    }

    @Test
    void no_token_and_no_secret_is_stored() {
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            var session = SessionId.next(TestAccounts.NOW);
            families.open(
                    issued(session, 1),
                    AccountId.next(TestAccounts.NOW),
                    TestAccounts.NOW,
                    TestAccounts.NOW.plus(Duration.ofDays(30)));
            assertThat(redis.hgetAll("usher:auth:session:" + session).keySet())
                    .containsExactlyInAnyOrder(
                            "user", "generation", "current", "previous", "rotated_at", "idle_until", "absolute_until");
            assertThat(redis.hgetAll("usher:auth:session:" + session).values()).doesNotContain("not stored");
        }
    }

    @Test
    void f_rd_4_forgotten_scripts_are_loaded_again() {
        try (var redis = RedisClient.create(Backends.redisUrl())) {
            var session = SessionId.next(TestAccounts.NOW);
            var absolute = TestAccounts.NOW.plus(Duration.ofDays(30));
            redis.scriptFlush();
            families.open(issued(session, 1), AccountId.next(TestAccounts.NOW), TestAccounts.NOW, absolute);
            redis.scriptFlush();
            var presented = new Presented(session, 1, new SecretHash("hash-1"), issued(session, 2));
            assertThat(families.rotate(presented, TestAccounts.NOW)).isInstanceOf(RefreshFamilies.Step.Rotated.class);
        }
    }
}
