package dev.usher.kernel.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client for tests: it sends exactly what it is told, follows no redirect, takes no cookie, and fails after 10 s.
 * Headers are given as name, value, name, value.
 */
public final class Http {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(LIMIT)
            .build();

    private final URI base;
    private final List<String> headers;

    private Http(URI base, List<String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** Paths are appended to this address: {@code http://127.0.0.1:8081}. */
    public static Http at(Object base) {
        return new Http(URI.create(base.toString()), List.of());
    }

    /** The same with headers that every request carries. */
    public Http with(String... more) {
        var all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return new Http(base, List.copyOf(all));
    }

    /** The same with {@code Authorization: Bearer}. */
    public Http bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** A string is sent as it stands, anything else as its JSON; the media type is JSON unless a header says otherwise. */
    public Answer post(String path, @Nullable Object body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, @Nullable Object body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer patch(String path, @Nullable Object body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    public Answer send(String method, String path, @Nullable Object body, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(LIMIT)
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)));
            var all = with(headers).headers;
            for (var i = 0; i < all.size(); i += 2) {
                request.header(all.get(i), all.get(i + 1));
            }
            if (body != null && all.stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
                request.header("Content-Type", "application/json");
            }
            var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + base + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(Object body) throws JsonProcessingException {
        return switch (body) {
            case byte[] bytes -> bytes;
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            default -> JSON.writeValueAsBytes(body);
        };
    }

    /**
     * Sends these characters over a new connection and reads until the server closes it or the limit is over: for what no
     * HTTP client would send. Ask with {@code Connection: close}.
     */
    public String raw(String request) {
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What came back. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares answers
    public record Answer(int status, HttpHeaders headers, byte[] bytes) {
        public String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The header's first value. */
        public @Nullable String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        /** The body as JSON; fails when it is none. */
        public JsonNode json() {
            try {
                return JSON.readTree(bytes);
            } catch (IOException e) {
                throw new AssertionError(status + " with a body that is not JSON: " + body(), e);
            }
        }

        @Override
        public String toString() {
            return status + " " + body();
        }
    }
}
