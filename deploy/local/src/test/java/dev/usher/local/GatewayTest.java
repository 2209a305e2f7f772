package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against real HTTP servers in the services' places, which answer with what they were asked. */
class GatewayTest {
    private static final int MIB = 1024 * 1024;

    private final List<HttpServer> upstreams = new ArrayList<>();
    private Gateway gateway;
    private Http client;
    private int port;

    @BeforeEach
    void start() throws IOException {
        port = Scratch.freePort();
        gateway = new Gateway(
                port,
                Map.of(
                        Service.AUTH,
                        List.of(upstream("one"), upstream("two")),
                        Service.PROFILE,
                        List.of(URI.create("http://127.0.0.1:" + Scratch.freePort()))),
                Duration.ofMillis(1500));
        client = Http.at("http://127.0.0.1:" + port);
    }

    @AfterEach
    void stop() {
        gateway.close();
        upstreams.forEach(upstream -> upstream.stop(0));
    }

    /** Echoes method, path, headers and the length of the body; {@code /v1/me/slow} never answers in time. */
    private URI upstream(String name) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var length = exchange.getRequestBody().readAllBytes().length;
                if (exchange.getRequestURI().getPath().endsWith("/slow")) {
                    TimeUnit.SECONDS.sleep(4);
                }
                var echo = new TreeMap<String, Object>();
                echo.put("name", name);
                echo.put("uri", exchange.getRequestURI().toString());
                echo.put("length", length);
                exchange.getRequestHeaders()
                        .forEach((header, values) -> echo.put(header.toLowerCase(java.util.Locale.ROOT), values));
                var body = new com.fasterxml.jackson.databind.ObjectMapper()
                        .writeValueAsString(echo)
                        .getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("ETag", "\"7\"");
                exchange.sendResponseHeaders(203, body.length);
                exchange.getResponseBody().write(body);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        upstreams.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void a_request_goes_through_as_it_is_and_so_does_the_answer() {
        var answer = client.post("/v1/email/verify?x=%2F&y=%20", "{\"a\":1}", "Authorization", "Bearer t");
        assertThat(answer.status()).isEqualTo(203);
        assertThat(answer.header("ETag")).isEqualTo("\"7\"");
        var seen = answer.json();
        assertThat(seen.path("uri").asText()).isEqualTo("/v1/email/verify?x=%2F&y=%20");
        assertThat(seen.path("length").asInt()).isEqualTo(7);
        assertThat(seen.at("/authorization/0").asText()).isEqualTo("Bearer t");
        assertThat(seen.at("/host/0").asText()).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void what_a_client_says_about_its_address_is_replaced() {
        var seen = client.get(
                        "/v1/me",
                        "X-Forwarded-For",
                        "203.0.113.7",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "evil.example.com",
                        "X-Real-IP",
                        "203.0.113.7",
                        "Forwarded",
                        "for=203.0.113.7")
                .json();
        assertThat(seen.at("/x-forwarded-for").toString()).isEqualTo("[\"127.0.0.1\"]");
        assertThat(seen.at("/x-forwarded-proto").toString()).isEqualTo("[\"http\"]");
        assertThat(seen.at("/x-forwarded-host").toString())
                .contains("127.0.0.1")
                .doesNotContain("evil");
        assertThat(seen.has("forwarded")).isFalse();
        assertThat(seen.has("x-real-ip")).isFalse();
        assertThat(seen.toString()).doesNotContain("203.0.113.7");
    }

    @Test
    void replicas_share_the_requests_and_one_that_dies_is_left_out() {
        assertThat(names(20)).containsEntry("one", 10).containsEntry("two", 10);
        upstreams.getFirst().stop(0);
        assertThat(names(20)).containsOnlyKeys("two");
    }

    private Map<String, Integer> names(int requests) {
        var names = new TreeMap<String, Integer>();
        for (var i = 0; i < requests; i++) {
            var answer = client.get("/v1/me");
            assertThat(answer.status()).isEqualTo(203);
            names.merge(answer.json().path("name").asText(), 1, Integer::sum);
        }
        return names;
    }

    @Test
    void a_service_that_is_down_is_503_with_a_time_to_come_back() {
        refused(client.get("/v1/profile"), 503, "unavailable");
        assertThat(client.get("/v1/profile").header("Retry-After")).isEqualTo("1");
    }

    @Test
    void a_service_that_does_not_answer_is_503_in_bounded_time() {
        var startedAt = System.nanoTime();
        refused(client.get("/v1/me/slow"), 503, "unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void nothing_but_the_api_is_carried() {
        for (var path : List.of("/", "/prometheus", "/health/readiness", "/docs", "/v1", "/v1/unknown")) {
            refused(client.get(path, "Accept", "text/html"), 404, "not-found");
        }
        assertThat(client.raw("GET /v1/me/%2e%2e/%2e%2e/prometheus HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
        assertThat(client.raw("GET /v1/me/../../prometheus HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void uploads_pass_and_what_is_larger_than_any_is_413() {
        var upload = client.send("POST", "/v1/me", new byte[5 * MIB], "Content-Type", "application/octet-stream");
        assertThat(upload.json().path("length").asInt()).isEqualTo(5 * MIB);
        var answer = client.raw("POST /v1/me HTTP/1.1\r\nHost: x\r\nContent-Length: " + 7 * MIB + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("urn:usher:problem:payload-too-large");
        assertThat(client.get("/v1/me").status()).isEqualTo(203);
    }

    @Test
    void a_body_of_unannounced_length_is_cut_at_the_limit() {
        var chunk = "100000\r\n" + "x".repeat(MIB) + "\r\n";
        var head = "POST /v1/me HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
        assertThat(client.raw(head + chunk.repeat(5) + "0\r\n\r\n")).startsWith("HTTP/1.1 203");
        assertThat(cut(head + chunk.repeat(7) + "0\r\n\r\n")).isTrue();
        assertThat(client.get("/v1/me").status()).isEqualTo(203);
    }

    /** Refused, or the connection ends before the body does. */
    private boolean cut(String request) {
        try {
            return !client.raw(request).startsWith("HTTP/1.1 2");
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    private static void refused(Http.Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        var problem = answer.json();
        assertThat(problem.path("type").asText()).isEqualTo("urn:usher:problem:" + code);
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("trace_id").asText()).matches("[0-9a-f]{32}");
    }
}
