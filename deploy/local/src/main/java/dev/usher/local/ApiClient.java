package dev.usher.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.usher.local.dataset.Image;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends JSON and says what is wrong with an answer in words. */
final class ApiClient {
    static final JsonNode NOTHING = MissingNode.getInstance();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** Statuses that speak of the moment rather than of the request. */
    private static final Set<Integer> LATER = Set.of(408, 429, 500, 502, 503, 504);

    private static final String BOUNDARY = "usher-7MA4YWxkTrZu0gW";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final String base;

    ApiClient(String base) {
        this.base = base;
    }

    Answer get(String path, @Nullable String token) {
        return send("GET", path, token, null);
    }

    /**
     * Asks until the answer has this status.
     *
     * @throws Surprise with the last answer when it has not within the limit
     */
    Answer await(int status, String path, String token, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        var answer = get(path, token);
        while (answer.status() != status && System.nanoTime() < deadline) {
            DemoMail.pause();
            answer = get(path, token);
        }
        return answer.expect(status);
    }

    Answer post(String path, @Nullable String token, Map<String, ?> body) {
        return send("POST", path, token, body);
    }

    Answer put(String path, @Nullable String token) {
        return send("PUT", path, token, null);
    }

    Answer delete(String path, @Nullable String token) {
        return send("DELETE", path, token, null);
    }

    Answer delete(String path, @Nullable String token, Map<String, ?> body) {
        return send("DELETE", path, token, body);
    }

    /** @param headers name, value, name, value */
    Answer patch(String path, @Nullable String token, Map<String, ?> body, String... headers) {
        return send("PATCH", path, token, body, headers);
    }

    /** Sends a file as a browser's form does, in the field {@code file}. */
    Answer upload(String path, String token, Image file) {
        var head = "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                .formatted(BOUNDARY, file.fileName(), file.mediaType());
        var body = BodyPublishers.concat(
                BodyPublishers.ofString(head),
                BodyPublishers.ofByteArray(file.bytes()),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        return exchange("POST", path, token, body, "Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
    }

    private Answer send(
            String method, String path, @Nullable String token, @Nullable Map<String, ?> body, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return exchange(
                method,
                path,
                token,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json(body)),
                all.toArray(String[]::new));
    }

    private static String json(Map<String, ?> body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Answer exchange(String method, String path, @Nullable String token, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .headers(headers)
                .method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return new Answer(method + " " + path, client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new NotNow(method + " " + path + ": no answer, " + e, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Surprise("interrupted");
        }
    }

    /** What came back. */
    record Answer(String request, HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        /**
         * This answer, if it has that status.
         *
         * @throws Surprise with the whole answer otherwise
         * @throws NotNow when it says that something is down, full or too slow
         */
        Answer expect(int status) {
            if (status() == status) {
                return this;
            }
            var message =
                    "%s answered %d where %d was expected:%n%s".formatted(request, status(), status, response.body());
            throw LATER.contains(status()) ? new NotNow(message, retryAfter()) : new Surprise(message);
        }

        private Duration retryAfter() {
            return response.headers()
                    .firstValue("Retry-After")
                    .filter(value -> value.matches("\\d{1,6}"))
                    .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                    .orElse(Duration.ZERO);
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new Surprise(request + " answered something that is not JSON: " + response.body());
            }
        }

        String header(String name) {
            return response.headers()
                    .firstValue(name)
                    .orElseThrow(() -> new Surprise(request + " answered without " + name));
        }

        /** Status and code of a problem (RFC 9457). */
        String refusal() {
            return status() + " " + json().path("code").asText() + ", as it should be";
        }
    }

    /** Something other than what the work needs to go on. */
    static class Surprise extends RuntimeException {
        Surprise(String message) {
            super(message);
        }
    }

    /** Later it may work. Whether the request was carried out, nobody knows. */
    static final class NotNow extends Surprise {
        private final Duration retryAfter;

        NotNow(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        Duration retryAfter() {
            return retryAfter;
        }
    }
}
