package dev.usher.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.token.TokenApp;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The feed while its broker is away (F-KF-1, F-KF-5): nothing is allowed that might have been taken away. */
class PolicyOutageTest {
    private final TestIssuer issuer = new TestIssuer();
    private final PolicyBroker broker = new PolicyBroker();
    private final UUID user = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @AfterEach
    void stop() {
        broker.close();
        issuer.close();
    }

    private int read(TokenApp app, UUID who) {
        return app.http().bearer(issuer.token(who)).get("/things").status();
    }

    private void until(TokenApp app, UUID who, int status) {
        await(status + " for " + who)
                .atMost(Duration.ofSeconds(20))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> read(app, who) == status);
    }

    private static String degraded(TokenApp app) {
        var result = Mono.from(app.bean(PolicyHealth.class).getResult()).block();
        assertThat(result).isNotNull();
        assertThat(result.getStatus().getName()).isEqualTo("UP");
        return String.valueOf(result.getDetails());
    }

    @Test
    void who_starts_before_the_broker_refuses_until_it_knows_and_again_when_it_is_away() {
        try (var app = new TokenApp(
                issuer, broker.address(), Map.of("policy.app", "true", "usher.policy.feed-limit", "PT2S"))) {
            assertThat(read(app, user)).isEqualTo(503);
            assertThat(app.metric("usher_policy_feed_age_seconds")).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(degraded(app)).isEqualTo("{degraded=policy-feed}");
            assertThat(app.http().get("/health/readiness").status()).isEqualTo(200);

            broker.start().topics(2);
            broker.member(user, 1, "reader");
            await("the member is read, and no role yet")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> app.bean(PolicyFeed.class).freshness().awaitFirst(Duration.ZERO));
            assertThat(read(app, user)).as("nobody has told of a role").isEqualTo(503);
            broker.role("reader", 1, "things:read");
            until(app, user, 200);
            assertThat(read(app, other)).isEqualTo(403);
            assertThat(degraded(app)).isEqualTo("null");

            broker.broker.stop();
            until(app, user, 503);
            assertThat(read(app, other)).isEqualTo(503);
            assertThat(app.metric("usher_policy_feed_age_seconds")).isBetween(2.0, 20.0);
            assertThat(degraded(app)).isEqualTo("{degraded=policy-feed}");
            assertThat(app.http().get("/health/readiness").status()).isEqualTo(200);
            assertThat(app.http().get("/things/open").status()).isEqualTo(200);

            broker.start();
            broker.member(user, 2);
            broker.member(other, 1, "reader");
            until(app, user, 403);
            until(app, other, 200);
        }
    }
}
