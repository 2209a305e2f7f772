package dev.usher.auth;

import static dev.usher.auth.Person.assertInvalid;
import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What clients see who try too often. Those who come through the trusted proxy have addresses of their own. */
class ThrottlingTest {
    private static final String FORWARDED = "X-Forwarded-For";
    private static final Map<String, Object> STRICT = Map.of(
            "usher.web.trusted-proxies", "127.0.0.1",
            "auth.throttle.signups-per-address", 3,
            "auth.throttle.failures-per-address", 5);

    private static void assertThrottled(Answer answer, String limit, int most, int window) {
        assertProblem(answer, 429, "too-many-attempts");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"" + limit + "\";q=" + most + ";w=" + window);
        assertThat(answer.header("RateLimit")).isEqualTo("\"" + limit + "\";r=0;t=" + answer.header("Retry-After"));
    }

    private static Answer wrong(Http http, String email) {
        return http.post("/v1/login", Map.of("email", email, "password", "not the password"));
    }

    @Test
    void r_17_the_eleventh_wrong_password_is_429_and_says_when_to_come_back() {
        var person = Person.signUp(AuthApp.running().http());
        for (var i = 0; i < 10; i++) {
            assertProblem(person.logIn("not the password"), 401, "invalid-credentials");
        }
        assertThrottled(person.logIn(Person.PASSWORD), "failures-per-account", 10, 900);
    }

    @Test
    void unknown_accounts_are_counted_like_any_other() {
        var http = AuthApp.running().http();
        var nobody = AuthApp.newAddress();
        for (var i = 0; i < 10; i++) {
            assertProblem(wrong(http, nobody), 401, "invalid-credentials");
        }
        assertThrottled(wrong(http, nobody), "failures-per-account", 10, 900);
    }

    @Test
    void the_eleventh_wrong_old_password_is_429() {
        var person = Person.signUp(AuthApp.running().http());
        var change = Map.of("old_password", "not the password", "new_password", "another fine password");
        for (var i = 0; i < 10; i++) {
            assertInvalid(person.bearer().post("/v1/password/change", change), "old_password wrong");
        }
        assertThrottled(person.bearer().post("/v1/password/change", change), "failures-per-account", 10, 900);
    }

    @Test
    void an_address_is_counted_over_all_it_does_and_for_itself() {
        try (var app = AuthApp.start(STRICT)) {
            var here = app.http().with(FORWARDED, "2001:db8:9:1::1");
            var neighbour = app.http().with(FORWARDED, "2001:db8:9:1:ffff::2");
            var elsewhere = app.http().with(FORWARDED, "2001:db8:9:2::1");
            for (var i = 0; i < 3; i++) {
                Person.signUp(here);
            }
            assertThrottled(
                    neighbour.post("/v1/signup", Person.form(AuthApp.newAddress())), "signups-per-address", 3, 3600);
            Person.signUp(elsewhere);
            for (var i = 0; i < 5; i++) {
                assertProblem(wrong(here, AuthApp.newAddress()), 401, "invalid-credentials");
            }
            assertThrottled(wrong(neighbour, "no address at all"), "failures-per-address", 5, 900);
            assertProblem(wrong(elsewhere, AuthApp.newAddress()), 401, "invalid-credentials");
        }
    }

    @Test
    void s_24_made_up_refresh_tokens_are_counted_and_good_ones_always_work() {
        var settings = new HashMap<String, Object>(STRICT);
        settings.put("auth.throttle.failures-per-address", 1);
        try (var app = AuthApp.start(settings)) {
            var http = app.http().with(FORWARDED, "198.51.100.24");
            var person = Person.signUp(http);
            for (var i = 0; i < 100; i++) {
                assertProblem(person.refresh("made up " + i), 401, "invalid-token");
            }
            assertThrottled(person.refresh("one more"), "refreshes-per-address", 100, 900);
            assertThat(person.refresh(person.refresh()).status()).isEqualTo(200);
        }
    }

    @Test
    void f_rd_12_without_redis_nobody_may_guess() {
        var running = AuthApp.running();
        try (var app = AuthApp.start(
                running.database(),
                Map.of("usher.redis.url", "redis://127.0.0.1:1", "auth.signing-keys-path", running.signingKeys()))) {
            var person = Person.signUp(running.http());
            assertProblem(wrong(app.http(), person.email()), 503, "unavailable");
            assertProblem(app.http().post("/v1/refresh", Map.of("refresh_token", "made up")), 503, "unavailable");
            assertProblem(
                    app.http()
                            .bearer(person.access())
                            .post(
                                    "/v1/password/change",
                                    Map.of("old_password", "wrong", "new_password", "another fine password")),
                    503,
                    "unavailable");
        }
    }
}
