package dev.usher.auth;

import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What clients see when something is down or full: never a client error. */
class OutagesTest {
    private static final String NOWHERE = "redis://127.0.0.1:1";

    private static void assertUnavailable(Supplier<Answer> request) {
        var before = System.nanoTime();
        var answer = request.get();
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void f_rd_1_it_starts_without_redis_and_refuses_what_needs_it() {
        var running = AuthApp.running();
        var person = Person.signUp(running.http());
        try (var app = AuthApp.start(running.database(), Map.of("usher.redis.url", NOWHERE))) {
            var http = app.http();
            assertThat(http.get("/health/liveness").status()).isEqualTo(200);
            assertThat(http.get("/health/readiness").status()).isEqualTo(503);
            assertThat(http.get("/.well-known/jwks.json").status()).isEqualTo(200);
            var address = AuthApp.newAddress();
            assertUnavailable(() -> http.post("/v1/signup", Person.form(address)));
            assertUnavailable(
                    () -> http.post("/v1/login", Map.of("email", person.email(), "password", Person.PASSWORD)));
            assertUnavailable(() -> http.post("/v1/refresh", Map.of("refresh_token", person.refresh())));
            assertUnavailable(() -> http.post(
                    "/v1/logout",
                    Map.of("refresh_token", person.logIn().get("refresh_token").asText())));
            // Nothing of the sign-up that was refused is left, and the token still works where Redis does.
            assertThat(running.http().post("/v1/signup", Person.form(address)).status())
                    .isEqualTo(201);
            assertThat(person.refresh(person.refresh()).status()).isEqualTo(200);
        }
    }

    @Test
    void f_pg_1_it_starts_without_the_database_and_refuses_what_needs_it() {
        var settings = Map.of("datasources.default.url", "jdbc:postgresql://127.0.0.1:1/nowhere");
        try (var app = AuthApp.start(settings)) {
            var http = app.http();
            assertThat(http.get("/health/liveness").status()).isEqualTo(200);
            assertThat(http.get("/health/readiness").status()).isEqualTo(503);
            assertThat(http.get("/.well-known/jwks.json").status()).isEqualTo(200);
            assertThat(http.get("/.well-known/oauth-authorization-server").status())
                    .isEqualTo(200);
            assertUnavailable(() -> http.post("/v1/signup", Person.form(AuthApp.newAddress())));
            assertUnavailable(
                    () -> http.post("/v1/login", Map.of("email", "a@example.com", "password", Person.PASSWORD)));
        }
    }

    @Test
    void past_the_hashing_queue_logins_are_refused_at_once_and_nothing_else_is() throws Exception {
        var settings = Map.of(
                "auth.password.bcrypt-cost", 13,
                "auth.password.hashing-threads", 1,
                "auth.password.hashing-queue", 1,
                "auth.throttle.failures-per-account", 100);
        var running = AuthApp.running();
        var person = Person.signUp(running.http());
        var keys = Map.of("auth.signing-keys-path", running.signingKeys());
        var all = new java.util.HashMap<String, Object>(settings);
        all.putAll(keys);
        try (var app = AuthApp.start(running.database(), all);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var http = app.http();
            var answers = new ArrayList<Future<Answer>>();
            for (var i = 0; i < 12; i++) {
                answers.add(threads.submit(
                        () -> http.post("/v1/login", Map.of("email", person.email(), "password", "not the password"))));
            }
            assertThat(http.bearer(person.access()).get("/v1/me").status()).isEqualTo(200);
            assertThat(http.post("/v1/refresh", Map.of("refresh_token", person.refresh()))
                            .status())
                    .isEqualTo(200);
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) {
                statuses.add(answer.get().status());
                if (answer.get().status() == 503) {
                    assertThat(answer.get().header("Retry-After")).isEqualTo("2");
                }
            }
            assertThat(statuses).containsOnly(401, 503).contains(401).contains(503);
        }
    }
}
