package dev.usher.kernel.web;

import static dev.usher.kernel.web.AnswersTest.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may bring, over HTTP; {@link StrictJsonTest} has the long list. */
class BodiesTest {
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{} {}",
                "{\"first_name\":\"a\",\"first_name\":\"b\"}",
                "{\"unknown\":1}",
                "{\"first_name\":1}",
                "{\"age\":\"1\"}",
                "{\"age\":1.0}",
                "{\"active\":\"true\"}",
                "{\"tags\":\"a\"}",
                "{\"first_name\":[\"a\"]}",
                "{\"inner\":\"\"}",
                "{\"first_name\":\"\\u0000\"}",
                "{\"first_name\":\"\\ud800\"}",
                "\uFEFF{}"
            })
    void refuses_what_it_would_have_to_guess(String body) {
        problem(http.post("/v1/echo", body), 400, "malformed-request");
    }

    @Test
    void refuses_bytes_that_are_not_utf_8_and_depths_beyond_32() {
        problem(
                http.post("/v1/echo", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}),
                400,
                "malformed-request");
        var deep = "{\"inner\":".repeat(33) + "null" + "}".repeat(33);
        problem(http.post("/v1/echo", deep), 400, "malformed-request");
        var deepest = "{\"inner\":" + "{\"next\":".repeat(31) + "null" + "}".repeat(32);
        assertThat(http.post("/v1/echo", deepest).status()).isEqualTo(200);
    }

    @Test
    void names_the_member_but_repeats_no_value() {
        var wrong = problem(http.post("/v1/echo", "{\"age\":\"hunter2\"}"), 400, "malformed-request");
        assertThat(wrong.path("detail").asText()).contains("\"age\"").doesNotContain("hunter2");
        var unknown = problem(http.post("/v1/echo", "{\"pass_word\":\"hunter2\"}"), 400, "malformed-request");
        assertThat(unknown.path("detail").asText()).contains("\"pass_word\"").doesNotContain("hunter2");
        var hostile = problem(http.post("/v1/echo", "{\"<script>\":1}"), 400, "malformed-request");
        assertThat(hostile.path("detail").asText()).doesNotContain("script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "text/json",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/merge-patch+json",
                "application/json-patch+json",
                "application/problem+json",
                "application/json; charset=utf-16",
                "application/json; charset=iso-8859-1",
                "application/json; charset=nonsense",
                "application/json; charset=",
                "*/*",
                "json",
                "application/"
            })
    void takes_json_only(String type) {
        problem(http.post("/v1/echo", "{}", "Content-Type", type), 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json;charset=utf-8", "Application/JSON; charset=\"UTF-8\""})
    void takes_json_however_it_is_spelt(String type) {
        assertThat(http.post("/v1/echo", "{}", "Content-Type", type).status()).isEqualTo(200);
    }

    @Test
    void a_body_must_say_what_it_is() throws IOException {
        for (var rest : new String[] {
            "Content-Length: 2\r\n\r\n{}",
            "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            "Content-Type: application/json\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}",
            "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
            "Content-Type: application/json\r\nContent-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}"
        }) {
            try (var wire = new Wire(app.port())) {
                wire.send("POST /v1/echo HTTP/1.1\r\nHost: a\r\n" + rest)
                        .reply()
                        .isProblem(415, "unsupported-media-type");
            }
        }
    }

    @Test
    void a_merge_patch_tells_absent_from_null() {
        for (var type : new String[] {"application/json", "application/merge-patch+json"}) {
            var answer = http.patch("/v1/patch", "{\"bio\":null}", "Content-Type", type);
            assertThat(answer.json().path("bio").asText()).isEqualTo("null");
            assertThat(answer.json().path("first_name").asText()).isEqualTo("absent");
            problem(http.patch("/v1/patch", "{\"bio\":1}", "Content-Type", type), 400, "malformed-request");
        }
    }

    @Test
    void the_query_of_a_write_has_only_what_the_route_declares() {
        assertThat(http.post("/v1/options?force=true", "{}")
                        .json()
                        .path("force")
                        .asBoolean())
                .isTrue();
        problem(http.post("/v1/options?first_name=b", "{\"first_name\":\"a\"}"), 400, "malformed-request");
        problem(http.post("/v1/echo?x=1", "{}"), 400, "malformed-request");
        problem(
                http.post("/v1/options?force=true", "{}", "Content-Type", "application/json; charset=nonsense"),
                415,
                "unsupported-media-type");
        problem(http.post("/v1/options?force=maybe", "{}"), 422, "invalid");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"7\"', 200",
                "'*', 200",
                "'\"6\", \"7\"', 200",
                "'\"6\"', 412",
                "'W/\"7\"', 412",
                "'7', 412",
                "'', 412",
                "'\"7', 412",
                "'\"07\"', 412",
                "'*, \"6\"', 412"
            })
    void a_write_may_name_the_version_it_means(String ifMatch, int status) {
        assertThat(http.patch("/v1/versioned", "{}", "If-Match", ifMatch).status())
                .isEqualTo(status);
        assertThat(http.patch("/v1/versioned", "{}").header("ETag")).isEqualTo("\"8\"");
    }

    @Test
    void a_get_with_a_body_is_answered_as_one_without() {
        assertThat(http.send("GET", "/v1/list", "{}").status()).isEqualTo(200);
        assertThat(http.get("/v1/list?q=%C3%A9", "Content-Type", "text/plain; charset=utf-16")
                        .json()
                        .path("items")
                        .path(1)
                        .asText())
                .isEqualTo("\u00e9");
    }

    @Test
    void headers_that_would_change_the_method_do_nothing() {
        for (var name : new String[] {"X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"}) {
            problem(http.send("POST", "/v1/list", Map.of(), name, "GET"), 405, "method-not-allowed");
        }
    }
}
