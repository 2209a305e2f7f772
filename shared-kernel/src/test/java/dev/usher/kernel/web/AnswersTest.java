package dev.usher.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer looks like, whoever gives it. */
class AnswersTest {
    private static SampleApp app;
    private static Http http;

    @BeforeAll
    static void start() {
        app = new SampleApp();
        http = app.http();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    static JsonNode problem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        var body = answer.json();
        assertThat(body.path("type").asText()).isEqualTo("urn:usher:problem:" + code);
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("code").asText()).isEqualTo(code);
        assertThat(body.path("title").asText()).isNotBlank();
        assertThat(body.path("detail").asText()).isNotBlank();
        assertThat(body.path("trace_id").asText()).matches("[0-9a-f]{32}");
        assertThat(answer.body()).doesNotContain("dev.usher", "Exception", "java.", "select", "ERROR");
        return body;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing, 404, not-found",
        "GET, /, 404, not-found",
        "GET, /v1/things/1, 404, not-found",
        "GET, /v1/query, 422, invalid",
        "GET, /v1/query?count=a, 422, invalid",
        "GET, /v1/query?count=1&count=2, 400, malformed-request",
        "GET, /v1/list?q=1&q=1, 400, malformed-request",
        "GET, /v1/nothing?q=1&q=2, 400, malformed-request",
        "GET, /v1/list?size=0, 422, invalid",
        "DELETE, /v1/list, 405, method-not-allowed",
        "GET, /v1/secured, 401, invalid-token",
        "GET, /v1/admin, 401, invalid-token",
        "GET, /v1/undeclared, 401, invalid-token",
        "GET, /v1/problem, 409, conflict",
        "GET, /v1/bare/403, 403, forbidden",
        "GET, /v1/bare/404, 404, not-found",
        "GET, /v1/bare/410, 400, malformed-request",
        "GET, /v1/bare/502, 500, internal",
        "GET, /v1/unavailable, 503, unavailable",
        "GET, /v1/crash, 500, internal",
        "GET, /v1/sql/57P01, 503, unavailable",
        "GET, /v1/sql/57014, 503, unavailable",
        "GET, /v1/sql/53300, 503, unavailable",
        "GET, /v1/sql/08006, 503, unavailable",
        "GET, /v1/sql/25006, 503, unavailable",
        "GET, /v1/sql/40001, 503, unavailable",
        "GET, /v1/sql/40P01, 503, unavailable",
        "GET, /v1/sql/23505, 500, internal"
    })
    void every_failure_is_a_problem_whatever_is_accepted(String method, String path, int status, String code) {
        problem(http.send(method, path, null), status, code);
        for (var accept : new String[] {"text/html", "application/xml", "image/png;q=0.1", "nonsense", "*/*", ""}) {
            problem(http.send(method, path, null, "Accept", accept), status, code);
        }
    }

    @Test
    void what_can_be_answered_is_answered_whatever_is_accepted() {
        assertThat(http.get("/v1/list", "Accept", "text/html").status()).isEqualTo(200);
        assertThat(http.get("/health/liveness", "Accept", "image/png").status()).isEqualTo(200);
        assertThat(http.get("/prometheus", "Accept", "application/json").status())
                .isEqualTo(200);
    }

    @Test
    void a_problem_keeps_its_own_headers_and_members() {
        var answer = http.get("/v1/problem");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        var body = problem(answer, 409, "conflict");
        assertThat(body.path("detail").asText()).isEqualTo("It is in use.");
        assertThat(body.path("used_by").path(0).path("kind").asText()).isEqualTo("role");
        assertThat(body.has("errors")).isFalse();
    }

    @Test
    void an_outage_says_when_to_come_back() {
        assertThat(http.get("/v1/unavailable").header("Retry-After")).isEqualTo("3");
        assertThat(http.get("/v1/sql/57P01").header("Retry-After")).isEqualTo("1");
    }

    @Test
    void all_violations_come_at_once_by_their_wire_names() {
        var body = problem(http.post("/v1/people", "{\"first_name\":\"far too long a name\"}"), 422, "invalid");
        assertThat(body.path("errors")).hasSize(2);
        assertThat(body.path("errors").path(0).path("field").asText()).isEqualTo("first_name");
        assertThat(body.path("errors").path(0).path("code").asText()).isEqualTo("too_long");
        assertThat(body.path("errors").path(1).path("field").asText()).isEqualTo("tags");
        assertThat(body.path("errors").path(1).path("code").asText()).isEqualTo("required");
    }

    @Test
    void a_value_type_refuses_while_the_body_is_read() {
        var body = problem(http.post("/v1/typed", "{\"name\":\"\"}"), 422, "invalid");
        assertThat(body.path("errors").path(0).path("code").asText()).isEqualTo("too_short");
    }

    @Test
    void the_trace_is_the_callers_when_valid_and_new_otherwise() {
        var id = "4bf92f3577b34da6a3ce929d0e0e4736";
        var valid = "00-" + id + "-00f067aa0ba902b7-01";
        assertThat(http.get("/v1/nothing", "traceparent", valid)
                        .json()
                        .path("trace_id")
                        .asText())
                .isEqualTo(id);
        assertThat(http.get("/v1/trace", "traceparent", valid).body()).contains(id);
        for (var invalid : new String[] {
            "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01", "ff-" + id + "-00f067aa0ba902b7-01", id, "00-" + id, ""
        }) {
            assertThat(http.get("/v1/nothing", "traceparent", invalid)
                            .json()
                            .path("trace_id")
                            .asText())
                    .matches("[0-9a-f]{32}")
                    .isNotEqualTo(id);
        }
    }

    @Test
    void the_handler_logs_under_the_trace_that_is_answered() {
        var trace = http.get("/v1/trace").json();
        assertThat(trace.path("log").asText())
                .matches("[0-9a-f]{32}")
                .isEqualTo(trace.path("trace").asText());
    }

    @Test
    void a_refused_caller_is_challenged() {
        assertThat(http.get("/v1/secured").header("WWW-Authenticate")).isEqualTo("Bearer");
        for (var authorization : new String[] {"Bearer bad", "bearer bad"}) {
            var answer = http.get("/v1/secured", "Authorization", authorization);
            problem(answer, 401, "invalid-token");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        }
        assertThat(http.get("/v1/secured", "Cookie", "__Host-usher_access=bad").header("WWW-Authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(http.get("/v1/secured", "Authorization", "Basic YTpi").header("WWW-Authenticate"))
                .isEqualTo("Bearer");
    }

    @Test
    void unknown_routes_and_wrong_methods_are_the_same_with_a_bad_token() {
        var stranger = http.bearer("bad");
        problem(stranger.get("/v1/nothing"), 404, "not-found");
        problem(stranger.delete("/v1/list"), 405, "method-not-allowed");
        problem(stranger.delete("/v1/secured"), 405, "method-not-allowed");
        problem(http.delete("/v1/secured"), 405, "method-not-allowed");
    }

    @Test
    void every_answer_has_the_security_headers() {
        for (var answer : List.of(
                http.get("/v1/list"),
                http.get("/v1/nothing"),
                http.get("/v1/secured"),
                http.get("/v1/crash"),
                http.post("/v1/echo", "{"),
                http.get("/health/liveness"),
                http.get("/prometheus"))) {
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'");
            assertThat(answer.headers().allValues("Cache-Control")).hasSize(1);
            assertThat(answer.header("Server")).isNull();
            assertThat(answer.header("Strict-Transport-Security")).isNull();
            assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
            assertThat(answer.header("X-Powered-By")).isNull();
        }
        assertThat(http.get("/v1/cached").header("Cache-Control")).isEqualTo("public, max-age=60");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/beans",
                "/env",
                "/env/x",
                "/routes",
                "/loggers",
                "/refresh",
                "/stop",
                "/threaddump",
                "/heapdump",
                "/info",
                "/metrics",
                "/caches",
                "/login",
                "/logout",
                "/oauth/access_token",
                "/token_info",
                "/swagger",
                "/swagger-ui"
            })
    void nothing_of_the_framework_is_exposed(String path) {
        problem(http.get(path), 404, "not-found");
        problem(http.post(path, "{}"), 404, "not-found");
    }

    @Test
    void health_tells_the_verdict_only() {
        assertThat(http.get("/health/liveness").json().path("status").asText()).isEqualTo("UP");
        assertThat(http.get("/health/readiness").body()).doesNotContain("jdbc", "127.0.0.1");
    }

    @Test
    void blocking_handlers_run_on_virtual_threads() {
        assertThat(http.get("/v1/thread").json().path("virtual").asBoolean()).isTrue();
        assertThat(http.get("/v1/loop").json().path("thread").asText()).doesNotContain("virtual");
    }

    @Test
    void bean_validation_speaks_as_our_own_does() {
        var errors = problem(http.post("/v1/validated", "{\"first_name\":\"abcdef\"}"), 422, "invalid")
                .path("errors");
        assertThat(errors).hasSize(2);
        assertThat(errors.path(0).path("field").asText()).isEqualTo("first_name");
        assertThat(errors.path(0).path("code").asText()).isEqualTo("invalid");
        assertThat(errors.path(1).path("field").asText()).isEqualTo("last_name");
        assertThat(errors.path(1).path("code").asText()).isEqualTo("required");
    }

    @Test
    void a_duplicate_does_not_hide_behind_many_parameters() {
        var many =
                IntStream.range(0, 1500).mapToObj(i -> Integer.toString(i, 36)).collect(Collectors.joining("&"));
        problem(http.get("/v1/nothing?" + many + "&zzzz=1"), 404, "not-found");
        problem(http.get("/v1/nothing?" + many + "&zzzz=1&zzzz=2"), 400, "malformed-request");
    }

    @Test
    void ten_thousand_different_failures_leave_nothing_behind() throws IOException {
        fail(1_000, "warm-up");
        var before = heap();
        fail(10_000, "x".repeat(500));
        assertThat(heap() - before).isLessThan(3 * 1024 * 1024);
    }

    private static void fail(int times, String path) throws IOException {
        try (var wire = new Wire(app.port())) {
            for (var i = 0; i < times; i++) {
                wire.send("GET /" + path + i + " HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n")
                        .reply()
                        .isProblem(404, "not-found");
            }
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
