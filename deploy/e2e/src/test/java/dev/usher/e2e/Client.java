package dev.usher.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What a browser or app does: JSON over HTTP, one bearer token at most. */
final class Client {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final String origin;

    Client(String origin) {
        this.origin = origin;
    }

    /** An answer; the body is a missing node when there was none. */
    record Answer(int status, JsonNode body, Map<String, String> headers) {
        String text(String member) {
            return body.path(member).asText();
        }
    }

    Answer get(String path, @Nullable String token) {
        return send("GET", path, token, null);
    }

    Answer post(String path, @Nullable String token, @Nullable Map<String, ?> body) {
        return send("POST", path, token, body);
    }

    Answer patch(String path, @Nullable String token, Map<String, ?> body) {
        return send("PATCH", path, token, body);
    }

    /** Sends one request; a broken connection or a time-out is an {@link UncheckedIOException}: nobody knows what happened. */
    Answer send(String method, String path, @Nullable String token, @Nullable Map<String, ?> body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(10));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            if (body == null) {
                request.method(method, BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json");
                request.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
            }
            return answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) throws JsonProcessingException {
        var headers = new java.util.HashMap<String, String>();
        response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        var json = response.headers().firstValue("content-type").orElse("").contains("json");
        var body = json ? JSON.readTree(response.body()) : MissingNode.getInstance();
        return new Answer(response.statusCode(), body, Map.copyOf(headers));
    }
}
