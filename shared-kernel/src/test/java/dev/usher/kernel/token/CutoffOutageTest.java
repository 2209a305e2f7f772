package dev.usher.kernel.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.TestIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The feed while its broker is away (F-KF-1, F-KF-5), and what sensitive calls make of it. */
class CutoffOutageTest {
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(50);

    private final TestIssuer issuer = new TestIssuer();
    private final Broker broker = new Broker();
    private final String token = issuer.token(UUID.randomUUID());

    @AfterEach
    void stop() {
        broker.close();
        issuer.close();
    }

    private TokenApp app() {
        return new TokenApp(issuer, broker.address(), Map.of("usher.token.cutoff-feed-limit", "PT2S"));
    }

    private static Instant soon() {
        return Instant.now().plus(Duration.ofMinutes(15));
    }

    private static Duration eventually(String what, Callable<Boolean> holds) {
        long start = System.nanoTime();
        await(what).atMost(RECOVERY).pollDelay(Duration.ZERO).pollInterval(POLL).until(holds);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private int read(TokenApp app, String bearer) {
        return app.http().bearer(bearer).get("/v1/caller").status();
    }

    private int write(TokenApp app) {
        return app.http().bearer(token).post("/v1/sensitive", null).status();
    }

    private static void assertRefused(TokenApp app, String token) {
        var calls = app.bean(TokenController.class).sensitive.get();
        var answer = app.http().bearer(token).post("/v1/sensitive", null);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().path("code").asText()).isEqualTo("unavailable");
        var wait = answer.header("Retry-After");
        assertThat(wait).isNotNull();
        assertThat(Integer.parseInt(wait) >= 1).isTrue();
        assertThat(app.bean(TokenController.class).sensitive.get())
                .as("the method must not be called")
                .isEqualTo(calls);
    }

    private static Object degraded(TokenApp app) {
        var result = Mono.from(app.bean(CutoffHealth.class).getResult()).block();
        assertThat(result).isNotNull();
        assertThat(result.getStatus().getName()).isEqualTo("UP");
        return String.valueOf(result.getDetails());
    }

    @Test
    void a_service_that_starts_first_serves_reads_and_catches_up() {
        long start = System.nanoTime();
        try (var app = app()) {
            assertThat(System.nanoTime() - start < Duration.ofSeconds(12).toNanos())
                    .as("a start does not wait for long")
                    .isTrue();
            assertThat(read(app, token)).isEqualTo(200);
            assertThat(app.http().bearer(token).post("/v1/caller", null).status())
                    .isEqualTo(200);
            assertRefused(app, token);
            assertThat(app.metric("usher_cutoff_feed_age_seconds")).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(app.http().get("/health/readiness").status()).isEqualTo(200);
            assertThat(degraded(app)).isEqualTo("{degraded=cutoff-feed}");

            broker.start();
            var took = eventually("loaded, though there is no topic yet", () -> write(app) == 200);
            System.out.printf("cut-off: loaded %d ms after the broker had started%n", took.toMillis());
            assertThat(degraded(app)).isEqualTo("null");
            broker.topic(3);
            var session = UUID.randomUUID();
            var ended = issuer.custom().session(session).mint();
            assertThat(read(app, ended)).isEqualTo(200);
            broker.publish(Cutoff.ofSession(UUID.randomUUID(), session, soon()));
            eventually("a topic that appears is read", () -> read(app, ended) == 401);
        }
    }

    @Test
    void while_the_broker_is_away_the_feed_ages_and_afterwards_it_recovers() {
        broker.start().topic(3);
        var before = UUID.randomUUID();
        var after = UUID.randomUUID();
        var endedBefore = issuer.custom().session(before).mint();
        var endedAfter = issuer.custom().session(after).mint();
        try (var app = app()) {
            assertThat(write(app)).isEqualTo(200);
            broker.publish(Cutoff.ofSession(UUID.randomUUID(), before, soon()));
            eventually("cut off", () -> read(app, endedBefore) == 401);

            broker.stop();
            eventually("sensitive calls are refused", () -> write(app) == 503);
            assertRefused(app, token);
            var age = app.metric("usher_cutoff_feed_age_seconds");
            assertThat(age >= 2 && age < 10).as("age " + age).isTrue();
            assertThat(degraded(app)).isEqualTo("{degraded=cutoff-feed}");
            assertThat(app.http().get("/health/readiness").status()).isEqualTo(200);
            assertThat(read(app, token)).isEqualTo(200);
            assertThat(read(app, endedBefore)).as("what was known stays known").isEqualTo(401);

            broker.start();
            broker.publish(Cutoff.ofSession(UUID.randomUUID(), after, soon()));
            var took = eventually("what came after", () -> read(app, endedAfter) == 401);
            System.out.printf("cut-off: read again %d ms after the broker had restarted%n", took.toMillis());
            eventually("sensitive calls are served", () -> write(app) == 200);
        }
    }

    @Test
    void security_refuses_first() {
        try (var app = TokenApp.alone(issuer)) {
            assertThat(app.http().post("/v1/sensitive", null).status()).isEqualTo(401);
            assertRefused(app, token);
        }
    }
}
