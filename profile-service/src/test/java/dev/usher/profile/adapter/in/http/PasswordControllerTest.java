package dev.usher.profile.adapter.in.http;

import static dev.usher.profile.adapter.in.http.ProfileControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.web.LogLine;
import dev.usher.profile.PlayedAuth;
import dev.usher.profile.ProfileApp;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class PasswordControllerTest {
    private static final String PATH = "/v1/profile/password";
    private static final String OLD = "correct horse battery";
    private static final String NEW = "staple \"é😀\" orthodox";

    private final ProfileApp app = ProfileApp.running();
    private final UUID ada = UUID.randomUUID();
    private final String token = app.issuer().token(ada, "customer");
    private final Http http = app.http().bearer(token);

    @BeforeEach
    void adaHasAnAccount() {
        app.accounts().add(Account.of(ada, "ada@example.com", "Ada", "Lovelace", null), token, OLD);
    }

    @AfterEach
    void authIsWell() {
        app.auth().behave();
    }

    private static Map<String, String> change(String oldPassword, String newPassword) {
        return Map.of("old_password", oldPassword, "new_password", newPassword);
    }

    @Test
    void the_right_old_password_gives_a_new_session() throws IOException {
        var answer = http.patch(PATH, change(OLD, NEW));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json()).isEqualTo(new ObjectMapper().readTree("""
                {"access_token": "new-access-token", "token_type": "Bearer", "expires_in": 900,
                 "refresh_token": "new-refresh-token", "refresh_expires_in": 1209600}"""));
        assertThat(http.patch(PATH, change(OLD, NEW)).status()).isEqualTo(422);
        assertThat(http.patch(PATH, change(NEW, OLD)).status()).isEqualTo(200);
    }

    @Test
    void who_comes_with_cookies_gets_cookies_and_no_token_in_the_body() throws IOException {
        var page = app.http().with("Cookie", "__Host-usher_access=" + token, "Sec-Fetch-Site", "same-origin");

        var answer = page.patch(PATH, change(OLD, NEW));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(new ObjectMapper().readTree("""
                {"access_token": null, "token_type": "Bearer", "expires_in": 900,
                 "refresh_token": null, "refresh_expires_in": 1209600}"""));
        assertThat(answer.headers().allValues("Set-Cookie"))
                .containsExactly(
                        "__Host-usher_access=new-access-token; Max-Age=900; Path=/; Secure; HttpOnly; SameSite=Lax",
                        "__Host-usher_refresh=new-refresh-token; Max-Age=1209600; Path=/; Secure; HttpOnly;"
                                + " SameSite=Strict");
    }

    @Test
    void a_page_of_another_site_changes_nothing() {
        var before = app.auth().requests();
        var foreign = app.http().with("Cookie", "__Host-usher_access=" + token, "Sec-Fetch-Site", "cross-site");

        isProblem(foreign.patch(PATH, change(OLD, NEW)), 403, "cross-site-request");
        isProblem(foreign.patch("/v1/profile", "{\"bio\": \"x\"}"), 403, "cross-site-request");
        assertThat(app.auth().requests()).isEqualTo(before);
    }

    @Test
    void a_wrong_old_password_is_refused_on_its_field() {
        var answer = http.patch(PATH, change(NEW, NEW));

        isProblem(answer, 422, "invalid");
        assertThat(answer.json().at("/errors/0/field").textValue()).isEqualTo("old_password");
        assertThat(answer.json().at("/errors/0/code").textValue()).isEqualTo("wrong");
        assertThat(answer.body()).doesNotContain("auth-service", "0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void a_weak_new_password_is_refused_on_its_field() {
        var answer = http.patch(PATH, change(OLD, "short"));

        isProblem(answer, 422, "invalid");
        assertThat(answer.json().at("/errors/0/field").textValue()).isEqualTo("new_password");
        assertThat(answer.json().at("/errors/0/code").textValue()).isEqualTo("too_short");
        assertThat(answer.json().at("/errors/0/message").textValue()).isNotBlank();
    }

    @Test
    void a_token_that_auth_service_refuses_is_refused() {
        var other = app.http().bearer(app.issuer().token(UUID.randomUUID(), "customer"));

        isProblem(other.patch(PATH, change(OLD, NEW)), 401, "invalid-token");
        assertThat(other.patch(PATH, change(OLD, NEW)).header("WWW-Authenticate"))
                .startsWith("Bearer");
    }

    @Test
    void too_many_attempts_say_how_long_to_wait() {
        app.accounts().throttle(ada, Duration.ofSeconds(90));

        var answer = http.patch(PATH, change(OLD, NEW));

        isProblem(answer, 429, "too-many-attempts");
        assertThat(answer.header("Retry-After")).isEqualTo("90");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | application/problem+json | {\"detail\": \"a-marker\"}",
                "403 | application/problem+json | {\"detail\": \"a-marker\"}",
                "200 | text/html | <h1>a-marker</h1>",
                "200 | application/json | {\"access_token\": \"a-marker\"",
                "302 | text/plain | a-marker"
            })
    void whatever_else_auth_service_says_is_an_outage(int status, String contentType, String body) {
        app.auth().misbehave(status, contentType, body);

        var answer = http.patch(PATH, change(OLD, NEW));

        isProblem(answer, 503, "unavailable");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(answer.body()).doesNotContain("a-marker", "auth");
    }

    @Test
    void an_answer_that_got_lost_is_an_outage_and_shows_when_it_is_asked_for_again() {
        app.auth().misbehave(exchange -> {
            app.accounts().changePassword(new Secret(token), new Secret(OLD), new Secret(NEW));
            exchange.close();
        });
        isProblem(http.patch(PATH, change(OLD, NEW)), 503, "unavailable");

        app.auth().behave();

        var again = http.patch(PATH, change(OLD, NEW));
        isProblem(again, 422, "invalid");
        assertThat(again.json().at("/errors/0/field").textValue()).isEqualTo("old_password");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | old_password,new_password",
                "{\"old_password\": \"x\"} | new_password",
                "{\"old_password\": null, \"new_password\": \"x\"} | old_password"
            })
    void both_passwords_are_required(String body, String fields) {
        var answer = http.patch(PATH, body);

        isProblem(answer, 422, "invalid");
        assertThat(answer.json().get("errors").findValuesAsText("field")).containsExactly(fields.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"old_password\": 1, \"new_password\": \"x\"}",
                "{\"old_password\": [\"x\"], \"new_password\": \"x\"}",
                "{\"old_password\": {}, \"new_password\": \"x\"}",
                "{\"old_password\": \"x\", \"new_password\": \"x\", \"user_id\": \"x\"}",
                "{\"old_password\": \"x\", \"old_password\": \"y\", \"new_password\": \"x\"}"
            })
    void a_malformed_body_is_refused(String body) {
        var before = app.auth().requests();

        isProblem(http.patch(PATH, body), 400, "malformed-request");

        assertThat(app.auth().requests()).isEqualTo(before);
    }

    @Test
    void nobody_gets_in_without_a_token() {
        isProblem(app.http().patch(PATH, change(OLD, NEW)), 401, "invalid-token");
    }

    @Test
    void no_log_line_has_a_secret() {
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            http.patch(PATH, change("wrong password 1", "some new password 2"));
            http.patch(PATH, "{\"old_password\": \"wrong password 1\", \"new_password\": \"some new password 2");
            http.patch(PATH, change(OLD, "some new password 2"));
            app.auth().misbehave(exchange -> PlayedAuth.send(exchange, 200, "text/html", new byte[] {'x'}));
            http.patch(PATH, change("some new password 2", "wrong password 1"));
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list).isNotEmpty();
        for (var event : log.list) {
            var text = new LogLine().convert(event);
            assertThat(text).doesNotContain("wrong password 1", "some new password 2", OLD, token, "new-access-token");
        }
    }
}
