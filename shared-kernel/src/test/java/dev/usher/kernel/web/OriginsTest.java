package dev.usher.kernel.web;

import static dev.usher.kernel.web.AnswersTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is asking, from where, and over what. */
class OriginsTest {
    private static final String FRIEND = "https://app.example.com";
    private static SampleApp plain;
    /** Behind a proxy on this host, with an allowed origin. */
    private static SampleApp proxied;

    private static SampleApp distrustful;

    @BeforeAll
    static void start() {
        plain = new SampleApp();
        proxied = new SampleApp(Map.of(
                "usher.web.trusted-proxies",
                "127.0.0.1, 10.0.0.0/8,2001:db8::/32",
                "usher.web.cors-allowed-origins",
                FRIEND + ",http://127.0.0.1:3000"));
        distrustful = new SampleApp(Map.of("usher.web.trusted-proxies", "10.0.0.0/8", "usher.web.hsts", "on"));
    }

    @AfterAll
    static void stop() {
        plain.close();
        proxied.close();
        distrustful.close();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "203.0.113.9, 203.0.113.9",
                "'6.6.6.6, 203.0.113.9', 203.0.113.9",
                "'6.6.6.6, 203.0.113.9, 10.1.2.3', 203.0.113.9",
                "'203.0.113.9:4711', 203.0.113.9",
                "'2001:db9::1', 2001:db9:0:0:0:0:0:1",
                "'[2001:db9::1]:443', 2001:db9:0:0:0:0:0:1",
                "'2001:db9::1, 2001:db8::7', 2001:db9:0:0:0:0:0:1",
                "'::ffff:203.0.113.9', 203.0.113.9",
                "'10.1.2.3, 10.1.2.4', 10.1.2.3",
                "'6.6.6.6, nonsense', 127.0.0.1",
                "'6.6.6.6, nonsense, 10.1.2.3', 10.1.2.3",
                "'6.6.6.6, localhost', 127.0.0.1",
                "'1', 127.0.0.1",
                "'', 127.0.0.1"
            })
    void behind_a_trusted_proxy_the_client_is_the_last_hop_that_is_not_ours(String forwarded, String client) {
        assertThat(proxied.http()
                        .get("/v1/client", "X-Forwarded-For", forwarded)
                        .json()
                        .path("address")
                        .asText())
                .isEqualTo(client);
    }

    @Test
    void several_fields_are_one_list() throws IOException {
        try (var wire = new Wire(proxied.port())) {
            var twice = "X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n";
            assertThat(wire.send("GET /v1/client HTTP/1.1\r\nHost: a\r\n" + twice)
                            .reply()
                            .body())
                    .contains("203.0.113.9");
        }
    }

    @Test
    void nobody_else_is_believed() {
        for (var app : new SampleApp[] {plain, distrustful}) {
            assertThat(app.http()
                            .get(
                                    "/v1/client",
                                    "X-Forwarded-For",
                                    "203.0.113.9",
                                    "X-Real-IP",
                                    "203.0.113.9",
                                    "Forwarded",
                                    "for=203.0.113.9")
                            .json()
                            .path("address")
                            .asText())
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void hsts_is_sent_when_on_or_when_a_trusted_proxy_says_https() throws IOException {
        var wanted = "max-age=31536000; includeSubDomains";
        assertThat(distrustful.http().get("/v1/list").header("Strict-Transport-Security"))
                .isEqualTo(wanted);
        assertThat(distrustful.http().get("/v1/nothing").header("Strict-Transport-Security"))
                .isEqualTo(wanted);
        try (var wire = new Wire(distrustful.port())) {
            assertThat(wire.send("NONSENSE\r\n\r\n").reply().headers())
                    .containsEntry("strict-transport-security", wanted);
        }
        assertThat(proxied.http().get("/v1/list", "X-Forwarded-Proto", "https").header("Strict-Transport-Security"))
                .isEqualTo(wanted);
        assertThat(proxied.http().get("/v1/list", "X-Forwarded-Proto", "http").header("Strict-Transport-Security"))
                .isNull();
        assertThat(plain.http().get("/v1/list", "X-Forwarded-Proto", "https").header("Strict-Transport-Security"))
                .isNull();
    }

    @Test
    void an_allowed_origin_may_read_answers_and_refusals() {
        for (var path : new String[] {"/v1/list", "/v1/nothing", "/v1/secured"}) {
            var answer = proxied.http().get(path, "Origin", FRIEND);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
            assertThat(answer.header("Access-Control-Allow-Credentials")).isNull();
            assertThat(answer.header("Vary")).isEqualTo("origin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://app.example.com.evil.example",
                "https://evil-app.example.com",
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://APP.example.com",
                "https://app.example.com/",
                "null",
                "*"
            })
    void no_other_origin_may(String origin) {
        var answer = proxied.http().get("/v1/list", "Origin", origin);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
        assertThat(answer.header("Vary")).isEqualTo("origin");
        problem(preflight(proxied, origin), 405, "method-not-allowed");
    }

    @Test
    void a_preflight_is_answered_to_allowed_origins_without_a_token() {
        var answer = preflight(proxied, FRIEND);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(answer.header("Access-Control-Allow-Methods")).isEqualTo("DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("Authorization", "If-Match");
        assertThat(preflight(plain, FRIEND).header("Access-Control-Allow-Origin"))
                .isNull();
        assertThat(plain.http().get("/v1/list", "Origin", FRIEND).header("Access-Control-Allow-Origin"))
                .isNull();
    }

    private static dev.usher.kernel.testing.Http.Answer preflight(SampleApp app, String origin) {
        return app.http()
                .send("OPTIONS", "/v1/secured", null, "Origin", origin, "Access-Control-Request-Method", "DELETE");
    }
}
