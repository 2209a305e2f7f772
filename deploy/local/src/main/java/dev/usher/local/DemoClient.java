package dev.usher.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends JSON and says what is wrong with an answer in words. */
final class DemoClient {
    static final JsonNode NOTHING = MissingNode.getInstance();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final String base;

    DemoClient(String base) {
        this.base = base;
    }

    Answer get(String path, @Nullable String token) {
        return send("GET", path, token, null);
    }

    Answer post(String path, @Nullable String token, Map<String, ?> body) {
        return send("POST", path, token, body);
    }

    Answer delete(String path, @Nullable String token, Map<String, ?> body) {
        return send("DELETE", path, token, body);
    }

    /** @param headers name, value, name, value */
    Answer patch(String path, @Nullable String token, Map<String, ?> body, String... headers) {
        return send("PATCH", path, token, body, headers);
    }

    private Answer send(
            String method, String path, @Nullable String token, @Nullable Map<String, ?> body, String... headers) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(LIMIT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            for (var i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return new Answer(method + " " + path, client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new Surprise(method + " " + path + ": no answer, " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Surprise("interrupted");
        }
    }

    /** What came back. */
    record Answer(String request, HttpResponse<String> response) {
        /**
         * This answer, if it has that status.
         *
         * @throws Surprise with the whole answer otherwise
         */
        Answer expect(int status) {
            if (response.statusCode() != status) {
                throw new Surprise("%s answered %d where %d was expected:%n%s"
                        .formatted(request, response.statusCode(), status, response.body()));
            }
            return this;
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
            return response.statusCode() + " " + json().path("code").asText() + ", as it should be";
        }
    }

    /** An answer that does not belong into the tour. */
    static final class Surprise extends RuntimeException {
        Surprise(String message) {
            super(message);
        }
    }
}
