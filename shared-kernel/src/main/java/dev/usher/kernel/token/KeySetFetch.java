package dev.usher.kernel.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import dev.usher.kernel.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One fetch of a key set over HTTP: connected in 300 ms, answered in a second, at most 64 KiB, no redirects. */
final class KeySetFetch implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofMillis(300);
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final long LARGEST = 64 * 1024;
    private static final ObjectMapper JSON = Json.events();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final HttpRequest request;

    KeySetFetch(URI url) {
        this.request = HttpRequest.newBuilder(url)
                .timeout(ANSWER)
                .header("Accept", "application/json")
                .build();
    }

    /** The usable keys by id; empty when the answer was late, wrong or without any. */
    Optional<Map<String, VerificationKey>> keys() {
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            // The timeout of the request ends with the header fields: the body must not come drop by drop.
            var response = answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return response.statusCode() == 200 ? read(response) : Optional.empty();
        } catch (ExecutionException | TimeoutException | IOException failure) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            answer.cancel(true);
        }
    }

    private static Optional<Map<String, VerificationKey>> read(HttpResponse<byte[]> response) throws IOException {
        var keys = new HashMap<String, VerificationKey>();
        for (var entry : JSON.readTree(response.body()).path("keys")) {
            usable(entry).ifPresent(key -> keys.putIfAbsent(key.id(), key));
        }
        return Optional.of(Map.copyOf(keys)).filter(usable -> !usable.isEmpty());
    }

    /** A key that is private, of another kind or for another use is passed over; the others of its set count. */
    private static Optional<VerificationKey> usable(JsonNode entry) {
        if (!entry.isObject()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JWK.parse(entry.toString()))
                    .filter(key -> key.getKeyID() != null && !key.getKeyID().isEmpty() && !key.isPrivate())
                    .map(VerificationKey::of);
        } catch (ParseException | IllegalArgumentException | IllegalStateException unusable) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
