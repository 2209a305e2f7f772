package dev.usher.e2e.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.usher.e2e.Person;
import dev.usher.e2e.rig.Ledger.Outcome;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import dev.usher.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client of all services. Whatever it is told goes into the ledger, and is held against the promises that hold whatever
 * happens: Z-1 (success, documented refusal or 503 with {@code Retry-After}), Z-2 (problem details), Z-6 (within 5 s).
 */
final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> REFUSALS =
            Set.of(400, 401, 403, 404, 405, 408, 409, 412, 413, 414, 415, 422, 429, 431);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final Rig rig;
    private final AtomicInteger turn = new AtomicInteger();

    Api(Rig rig) {
        this.rig = rig;
    }

    /** What a client knows afterwards; without an answer the status is 0. */
    record Reply(Outcome outcome, int status, JsonNode json, Map<String, String> headers, Duration took) {
        boolean ok() {
            return outcome == Outcome.OK;
        }

        /** A service took it and said no; without a connection nobody did. */
        boolean refused() {
            return outcome == Outcome.REFUSED && status != 0;
        }

        String text(String... path) {
            var node = json;
            for (var member : path) {
                node = node.path(member);
            }
            return node.asText();
        }

        @Override
        public String toString() {
            return status + " after " + took.toMillis() + " ms, code " + text("code");
        }
    }

    Reply signUp(Person person) {
        return send(Service.AUTH, "POST", "/v1/signup", null, person.signUp(), person.email());
    }

    Reply logIn(Person person) {
        return logIn(person, person.password());
    }

    Reply logIn(Person person, String password) {
        var body = Map.of("email", person.email(), "password", password);
        return send(Service.AUTH, "POST", "/v1/login", null, body, person.email());
    }

    Reply refresh(String key, String refreshToken) {
        return send(Service.AUTH, "POST", "/v1/refresh", null, Map.of("refresh_token", refreshToken), key);
    }

    Reply logOut(String key, String refreshToken) {
        return send(Service.AUTH, "POST", "/v1/logout", null, Map.of("refresh_token", refreshToken), key);
    }

    Reply me(String key, String token) {
        return send(Service.AUTH, "GET", "/v1/me", token, null, key);
    }

    Reply profile(String key, String token) {
        return send(Service.PROFILE, "GET", "/v1/profile", token, null, key);
    }

    /** To one of the service's replicas, in turn. */
    Reply send(Service service, String method, String path, @Nullable String token, @Nullable Object body, String key) {
        // As a gateway does: to one that answers, where there is one.
        var all = rig.replicas(service);
        var serving = all.stream()
                .filter(replica -> replica.isAlive() && !replica.isHeld())
                .toList();
        var replicas = serving.isEmpty() ? all : serving;
        var replica = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
        return send(replica, method, path, token, body, key);
    }

    /** To this one. */
    Reply send(
            Replica replica,
            String method,
            String path,
            @Nullable String token,
            @Nullable Object body,
            String key,
            String... headers) {
        var http = Http.at(replica.address());
        if (token != null) {
            http = http.bearer(token);
        }
        var endpoint = method + " " + path.split("\\?", 2)[0];
        long start = System.nanoTime();
        try {
            var answer = http.send(method, path, body, headers);
            return record(replica, start, endpoint, key, answer);
        } catch (UncheckedIOException noAnswer) {
            // Nobody took the connection: then nothing can have happened.
            var outcome = noAnswer.getCause() instanceof ConnectException ? Outcome.REFUSED : Outcome.UNKNOWN;
            return record(replica, start, endpoint, key, outcome, 0, MissingNode.getInstance(), Map.of());
        }
    }

    private Reply record(Replica replica, long start, String endpoint, String key, Answer answer) {
        var headers = new java.util.HashMap<String, String>();
        answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
        int status = answer.status();
        var json = parsed(answer.bytes());
        if (status >= 400) {
            requireProblem(endpoint, status, json, headers);
        }
        var outcome = status < 300 ? Outcome.OK : REFUSALS.contains(status) ? Outcome.REFUSED : Outcome.UNKNOWN;
        return record(replica, start, endpoint, key, outcome, status, json, headers);
    }

    private Reply record(
            Replica replica,
            long start,
            String endpoint,
            String key,
            Outcome outcome,
            int status,
            JsonNode json,
            Map<String, String> headers) {
        var entry = new Ledger.Entry(start, System.nanoTime(), endpoint, key, outcome, status);
        rig.ledger().add(entry);
        if (entry.took().compareTo(LIMIT) > 0 && !replica.wasHeldSince(start)) {
            rig.ledger().violation("Z-6: %s took %s".formatted(endpoint, entry.took()));
        }
        return new Reply(outcome, status, json, Map.copyOf(headers), entry.took());
    }

    private void requireProblem(String endpoint, int status, JsonNode json, Map<String, String> headers) {
        var type = headers.getOrDefault("content-type", "");
        if (!REFUSALS.contains(status) && !(status == 503 && headers.containsKey("retry-after"))) {
            rig.ledger().violation("Z-1: %s answered %d %s".formatted(endpoint, status, headers.get("retry-after")));
        }
        if (!type.startsWith("application/problem+json")
                || json.path("status").asInt() != status
                || !json.hasNonNull("type")
                || !json.hasNonNull("title")
                || !json.hasNonNull("trace_id")) {
            rig.ledger().violation("Z-2: %s answered %d of type %s".formatted(endpoint, status, type));
        }
    }

    private static JsonNode parsed(byte[] bytes) {
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : JSON.readTree(bytes);
        } catch (IOException none) {
            return MissingNode.getInstance();
        }
    }
}
