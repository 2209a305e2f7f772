package dev.usher.kernel.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, framing and time, over raw sockets. */
class ConnectionTest {
    private static final String HOST = "Host: a.example.com\r\n";
    private static final String JSON = HOST + "Content-Type: application/json\r\n";
    private static SampleApp app;
    /** The same with short waits. */
    private static SampleApp hasty;

    @BeforeAll
    static void start() {
        app = new SampleApp();
        hasty = new SampleApp(Map.of(
                "usher.web.head-timeout", "400ms",
                "usher.web.body-timeout", "600ms",
                "usher.web.answer-timeout", "500ms",
                "usher.web.send-timeout", "700ms",
                "usher.web.bytes-per-second", "100000000",
                "usher.web.max-connections", "20",
                "micronaut.server.idle-timeout", "2s"));
    }

    @AfterAll
    static void stop() {
        app.close();
        hasty.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/list HTTP/1.1\r\n\r\n",
                "GET /v1/list HTTP/1.1\r\n" + HOST + "Host: b.example.com\r\n\r\n",
                "GET /v1/list\r\n\r\n",
                "GET /v1/list HTTP/9.9\r\n" + HOST + "\r\n",
                "GET /v1/list HTTP/2.0\r\n" + HOST + "\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "NONSENSE\r\n\r\n",
                "GET v1/list HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/list?q=%00 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/%00 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/list?q=%zz HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/list?q=% HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/list?q=%C0%80 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/list?q=%ED%A0%80 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/list?q=\u00e9 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/list#fragment HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /v1/list HTTP/1.1\r\n" + HOST + "Bad Name: x\r\n\r\n",
                "GET /v1/list HTTP/1.1\r\n" + HOST + "X: a\u0000b\r\n\r\n",
                "GET /v1/list HTTP/1.1\r\n" + HOST + "Folded: a\r\n b\rc\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\n" + JSON
                        + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 2, 2\r\n\r\n{}",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: -1\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: +2\r\n\r\n{}",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 0x2\r\n\r\n{}",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 99999999999999999999\r\n\r\n{}",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "POST /v1/echo HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}BAD\r\n0\r\n\r\n",
                "POST /v1/echo HTTP/1.0\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
            })
    void refuses_what_is_no_clear_request_and_closes(String request) throws IOException {
        try (var wire = new Wire(app.port())) {
            wire.send(request + "GET /v1/smuggled HTTP/1.1\r\n" + HOST + "\r\n");
            var reply = wire.reply().isProblem(400, "malformed-request");
            assertThat(reply.headers()).containsEntry("connection", "close").containsKey("date");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void too_long_an_address_is_414_and_too_many_headers_431() throws IOException {
        try (var wire = new Wire(app.port())) {
            wire.send("GET /" + "a".repeat(9000) + " HTTP/1.1\r\n" + HOST + "\r\n")
                    .reply()
                    .isProblem(414, "uri-too-long");
            assertThat(wire.isClosed()).isTrue();
        }
        try (var wire = new Wire(app.port())) {
            wire.send("GET / HTTP/1.1\r\n" + HOST
                            + ("X-" + "a".repeat(98) + ": " + "b".repeat(100) + "\r\n").repeat(100) + "\r\n")
                    .reply()
                    .isProblem(431, "headers-too-large");
            assertThat(wire.isClosed()).isTrue();
        }
        try (var wire = new Wire(app.port())) {
            wire.send("GET /v1/list?q=" + "a".repeat(6000) + " HTTP/1.1\r\n" + HOST + "X: " + "b".repeat(12000)
                    + "\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void a_body_may_have_64_kib_and_no_more() throws IOException {
        for (var size : new int[] {BodyLimit.DEFAULT, BodyLimit.DEFAULT + 1}) {
            var body = "{\"first_name\":\"" + "a".repeat(size - 17) + "\"}";
            assertThat(body).hasSize(size);
            try (var wire = new Wire(app.port())) {
                wire.send("POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: " + size + "\r\n\r\n" + body);
                assertThat(wire.reply().status()).isEqualTo(size == BodyLimit.DEFAULT ? 200 : 413);
            }
            try (var wire = new Wire(app.port())) {
                wire.send("POST /v1/echo HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(size) + "\r\n" + body + "\r\n0\r\n\r\n");
                assertThat(wire.reply().status()).isEqualTo(size == BodyLimit.DEFAULT ? 200 : 413);
            }
        }
    }

    @Test
    void a_body_without_end_is_cut() throws IOException {
        var chunk = "1000\r\n" + "a".repeat(4096) + "\r\n";
        try (var wire = new Wire(app.port())) {
            wire.send("POST /v1/echo HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n");
            for (var i = 0; i < 40; i++) {
                wire.send(chunk);
            }
            wire.reply().isProblem(413, "payload-too-large");
        }
    }

    @Test
    void one_that_says_it_will_be_too_large_is_refused_before_it_is_sent() throws IOException {
        try (var wire = new Wire(app.port())) {
            wire.send("POST /v1/echo HTTP/1.1\r\n" + JSON + "Expect: 100-continue\r\nContent-Length: 70000\r\n\r\n")
                    .reply()
                    .isProblem(413, "payload-too-large");
        }
        try (var wire = new Wire(app.port())) {
            wire.send("POST /v1/echo HTTP/1.1\r\n" + JSON + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(100);
            assertThat(wire.send("{}").reply().status()).isEqualTo(200);
        }
    }

    @Test
    void the_answer_to_too_large_a_body_reaches_a_client_that_sends_it_all_first() throws IOException {
        try (var wire = new Wire(app.port())) {
            var body = "a".repeat(2_000_000);
            wire.send("POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                    .reply()
                    .isProblem(413, "payload-too-large");
        }
    }

    @Test
    void a_route_may_take_more_or_less() throws IOException {
        try (var wire = new Wire(app.port())) {
            var body = "{\"first_name\":\"" + "a".repeat(200_000) + "\"}";
            wire.send("POST /v1/large/7 HTTP/1.1\r\n" + JSON + "Content-Length: " + body.length() + "\r\n\r\n" + body);
            assertThat(wire.reply().status()).isEqualTo(200);
            wire.send("POST /v1/large/7 HTTP/1.1\r\n" + JSON + "Content-Length: 262145\r\n\r\n")
                    .reply()
                    .isProblem(413, "payload-too-large");
        }
    }

    @Test
    void answers_come_in_the_order_of_the_requests() throws IOException {
        try (var wire = new Wire(app.port())) {
            var all = new StringBuilder();
            for (var i = 0; i < 50; i++) {
                all.append(
                        "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 10\r\n\r\n{\"age\":" + (10 + i) + "}");
                all.append("GET /v1/wait/" + (i % 3) + " HTTP/1.1\r\n" + HOST + "\r\n");
            }
            wire.send(all.toString());
            for (var i = 0; i < 50; i++) {
                assertThat(wire.reply().json().path("age").asInt()).isEqualTo(10 + i);
                assertThat(wire.reply().json().path("waited").asInt()).isEqualTo(i % 3);
            }
        }
    }

    @Test
    void what_was_sent_ahead_of_a_refusal_is_answered_and_what_was_sent_after_it_is_not() throws IOException {
        try (var wire = new Wire(app.port())) {
            wire.send("GET /v1/wait/100 HTTP/1.1\r\n" + HOST + "\r\n"
                    + "POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 70000\r\n\r\n"
                    + "GET /v1/count HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
            wire.reply().isProblem(413, "payload-too-large");
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void a_head_that_does_not_end_is_408() throws IOException {
        try (var wire = new Wire(hasty.port())) {
            wire.send("GET /v1/list HTTP/1.1\r\nHost: ").reply().isProblem(408, "request-timeout");
            assertThat(wire.isClosed()).isTrue();
        }
        try (var wire = new Wire(hasty.port())) {
            wire.send("GET /v1/list HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
            for (var i = 0; i < 8; i++) {
                trickle(wire, "G");
            }
            wire.reply().isProblem(408, "request-timeout");
        }
    }

    @Test
    void a_body_that_stands_still_or_trickles_is_408() throws IOException {
        try (var wire = new Wire(hasty.port())) {
            wire.send("POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 20\r\n\r\n{")
                    .reply()
                    .isProblem(408, "request-timeout");
            assertThat(wire.isClosed()).isTrue();
        }
        try (var wire = new Wire(hasty.port())) {
            wire.send("POST /v1/echo HTTP/1.1\r\n" + JSON + "Content-Length: 2000\r\n\r\n");
            for (var i = 0; i < 12; i++) {
                trickle(wire, " ");
            }
            wire.reply().isProblem(408, "request-timeout");
        }
    }

    private static void trickle(Wire wire, String text) throws IOException {
        try {
            wire.send(text);
            Thread.sleep(80);
        } catch (SocketException _) {
            // The server has had enough; the answer tells.
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void a_handler_that_takes_too_long_is_cut_with_503() throws IOException {
        try (var wire = new Wire(hasty.port())) {
            var began = System.nanoTime();
            var reply = wire.send("GET /v1/wait/3000 HTTP/1.1\r\n" + HOST + "\r\n")
                    .reply()
                    .isProblem(503, "unavailable");
            assertThat(reply.headers()).containsEntry("retry-after", "1").containsEntry("connection", "close");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(450), Duration.ofMillis(1500));
            assertThat(wire.isClosed()).isTrue();
        }
        assertThat(hasty.http().get("/v1/list").status()).isEqualTo(200);
    }

    @Test
    void a_client_that_does_not_take_its_answer_is_left() throws IOException {
        try (var wire = new Wire(hasty.port())) {
            var began = System.nanoTime();
            wire.send("GET /v1/much/40000000 HTTP/1.1\r\n" + HOST + "\r\n");
            Thread.sleep(4000);
            assertThat(wire.drain()).isLessThan(40_000_000);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(9));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void a_client_that_takes_its_answer_gets_all_of_it() throws IOException {
        try (var wire = new Wire(hasty.port())) {
            wire.send("GET /v1/much/5000000 HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
            assertThat(wire.drain()).isGreaterThan(5_000_000);
        }
    }

    @Test
    void noise_is_refused_and_nothing_worse() throws IOException {
        var random = new Random(4711);
        var good = "POST /v1/people?x=1 HTTP/1.1\r\n" + JSON
                + "Content-Length: 33\r\n\r\n{\"first_name\":\"a\",\"tags\":[\"b\"]}";
        for (var i = 0; i < 400; i++) {
            var bytes = good.getBytes(ISO_8859_1);
            for (var j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try (var wire = new Wire(app.port())) {
                wire.send(bytes).finish();
                var status = wire.statusOrClosed();
                assertThat(status)
                        .as("%d: %s", i, new String(bytes, ISO_8859_1))
                        .isBetween(0, 499);
            }
        }
        assertThat(app.http().get("/v1/list").status()).isEqualTo(200);
    }

    @Test
    void methods_that_nobody_serves_leave_no_trace_in_the_metrics() throws IOException {
        try (var wire = new Wire(app.port())) {
            for (var method : new String[] {"BREW", "WHEN", "M-SEARCH"}) {
                wire.send(method + " /v1/list HTTP/1.1\r\n" + HOST + "\r\n")
                        .reply()
                        .isProblem(405, "method-not-allowed");
                wire.send(method + " /v1/nothing HTTP/1.1\r\n" + HOST + "\r\n")
                        .reply()
                        .isProblem(404, "not-found");
            }
        }
        var metrics = app.http().get("/prometheus").body();
        assertThat(metrics).contains("http_server_requests").doesNotContain("BREW", "M-SEARCH", "/v1/nothing");
    }

    @Test
    void an_idle_connection_is_closed_without_a_word() throws IOException {
        try (var wire = new Wire(hasty.port())) {
            assertThat(wire.isClosed()).isTrue();
        }
    }

    @Test
    void one_connection_too_many_hears_503() throws IOException {
        var wires = new ArrayList<Wire>();
        try {
            for (var i = 0; i < 20; i++) {
                var wire = new Wire(hasty.port());
                wires.add(wire);
                // Answered, so it counts: connections are set up on several event loops, in any order.
                wire.send("GET /v1/loop HTTP/1.1\r\n" + HOST + "\r\n");
                assertThat(wire.reply().status()).isEqualTo(200);
            }
            try (var wire = new Wire(hasty.port())) {
                wire.reply().isProblem(503, "unavailable");
                assertThat(wire.isClosed()).isTrue();
            }
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(hasty.http().get("/v1/list").status()).isEqualTo(200));
    }

    @Test
    void an_upgrade_to_http_2_is_ignored() throws IOException {
        try (var wire = new Wire(app.port())) {
            wire.send(
                    "GET /v1/list HTTP/1.1\r\n" + HOST
                            + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
        }
    }

    @Test
    void head_is_get_without_the_body() throws IOException {
        try (var wire = new Wire(app.port())) {
            for (var path : new String[] {"/v1/list", "/v1/nothing", "/v1/secured", "/health/liveness"}) {
                var get = wire.send("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n")
                        .reply();
                var head = wire.send("HEAD " + path + " HTTP/1.1\r\n" + HOST + "\r\n")
                        .reply(false);
                assertThat(head.status()).isEqualTo(get.status());
                assertThat(head.headers()).containsAllEntriesOf(without(get.headers(), "date"));
            }
        }
    }

    private static Map<String, String> without(Map<String, String> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> !header.getKey().equals(name))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Test
    void an_absolute_target_is_taken_for_its_path() throws IOException {
        try (var wire = new Wire(app.port())) {
            assertThat(wire.send("GET http://other.example.com/v1/list?q=x HTTP/1.1\r\n" + HOST + "\r\n")
                            .reply()
                            .body())
                    .contains("\"x\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "DELETE", "PUT", "OPTIONS"})
    void other_methods_are_405_where_the_path_is_known(String method) throws IOException {
        try (var wire = new Wire(app.port())) {
            var reply = wire.send(method + " /v1/list HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n")
                    .reply()
                    .isProblem(405, "method-not-allowed");
            assertThat(reply.headers().get("allow")).contains("GET", "HEAD").doesNotContain(method);
        }
    }

    @Test
    void the_next_good_request_works_after_each_bad_one() throws IOException {
        try (var wire = new Wire(app.port())) {
            for (var bad : new String[] {
                "GET /v1/list?page=x", "GET /v1/none", "GET /v1/crash", "GET /v1/secured", "DELETE /v1/list"
            }) {
                assertThat(wire.send(bad + " HTTP/1.1\r\n" + HOST + "\r\n")
                                .reply()
                                .status())
                        .isGreaterThanOrEqualTo(400);
                assertThat(wire.send("GET /v1/list HTTP/1.1\r\n" + HOST + "\r\n")
                                .reply()
                                .status())
                        .isEqualTo(200);
            }
        }
    }
}
