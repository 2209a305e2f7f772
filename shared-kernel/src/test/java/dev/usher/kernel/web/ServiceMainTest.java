package dev.usher.kernel.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starting and stopping, as processes. */
class ServiceMainTest {
    private static final Map<String, String> GOOD = Map.of(
            "DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/none",
            "DATABASE_USERNAME", "nobody",
            "DATABASE_PASSWORD", "nothing",
            "ISSUER", "https://issuer.example.com",
            "AUDIENCE", "usher",
            "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "JWKS_URL", "http://127.0.0.1:1/jwks.json",
            "SAMPLE_SETTINGS", "true");

    private static Process start(Map<String, String> changes) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                SampleMain.class.getName()));
        var environment = new HashMap<>(GOOD);
        environment.putAll(changes);
        environment.values().removeIf(String::isEmpty);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "DATABASE_URL, '', DATABASE_URL is not set",
                "DATABASE_PASSWORD, '', DATABASE_PASSWORD is not set",
                "SERVER_PORT, http, SERVER_PORT is not a port",
                "SAMPLE_SECRET_PEPPER, short, PASSWORD_PEPPER is shorter than 16 characters"
            })
    void says_in_one_line_why_it_cannot_start(String variable, String value, String reason) throws Exception {
        var process = start(Map.of(variable, value));
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                    .isEqualTo("sample-service cannot start: " + reason + System.lineSeparator());
            assertThat(process.exitValue()).isEqualTo(1);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_missing_variable_is_told_within_two_seconds() throws Exception {
        var began = System.nanoTime();
        var process = start(Map.of("DATABASE_URL", "", "AUDIENCE", ""));
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(process.errorReader().readLine())
                .isEqualTo("sample-service cannot start: DATABASE_URL, AUDIENCE are not set");
    }

    @Test
    void a_taken_port_is_told() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var process = start(Map.of("SERVER_PORT", String.valueOf(taken.getLocalPort())));
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
                    .isEqualTo("sample-service cannot start: its port is taken, or not to be had (SERVER_PORT)"
                            + System.lineSeparator());
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    @Test
    void starts_without_its_database_and_finishes_what_it_began_when_told_to_stop() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        var process = start(Map.of("SERVER_PORT", String.valueOf(port), "SAMPLE_APP", "true"));
        var out = CompletableFuture.supplyAsync(() -> read(process));
        try {
            var http = Http.at("http://127.0.0.1:" + port);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> http.get("/health/liveness").status() == 200);
            var readiness = http.get("/health/readiness");
            assertThat(readiness.status()).isEqualTo(503);
            assertThat(readiness.body()).doesNotContain("127.0.0.1", "jdbc", "postgres");
            try (var idle = new Wire(port);
                    var busy = new Wire(port)) {
                busy.send("GET /v1/wait/1500 HTTP/1.1\r\nHost: a\r\n\r\n");
                Thread.sleep(500);
                var began = System.nanoTime();
                process.toHandle().destroy();
                assertThat(busy.reply().status()).isEqualTo(200);
                assertThat(idle.isClosed()).isTrue();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(out.get(5, TimeUnit.SECONDS))
                .contains("sample-service answers on port " + port)
                .contains("sample-service stops")
                .doesNotContain("ERROR", "Exception");
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
