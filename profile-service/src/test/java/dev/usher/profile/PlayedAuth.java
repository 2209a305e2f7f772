package dev.usher.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.usher.profile.application.InMemoryAccounts;
import dev.usher.profile.application.port.Accounts.PasswordChange;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** auth-service's side of the wire: a real HTTP server over the accounts of a test, which can be made to misbehave. */
public final class PlayedAuth implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemoryAccounts known;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable HttpHandler misdeed;

    public PlayedAuth(InMemoryAccounts known) {
        this.known = known;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on this is what happens to every request. */
    public void misbehave(HttpHandler how) {
        misdeed = how;
    }

    /** From now on every request gets this answer. */
    public void misbehave(int status, String contentType, String body) {
        misbehave(exchange -> send(exchange, status, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    public void behave() {
        misdeed = null;
    }

    /** How many requests have arrived. */
    public int requests() {
        return requests.get();
    }

    /** What happens to a request when auth-service is well. */
    public void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var how = misdeed;
        if (how == null) {
            answer(exchange);
        } else {
            how.handle(exchange);
        }
    }

    /** Answers as the contract has it. */
    public void answer(HttpExchange exchange) throws IOException {
        var token = new Secret(
                exchange.getRequestHeaders().getFirst("Authorization").replaceFirst("^Bearer ", ""));
        switch (exchange.getRequestMethod() + " " + exchange.getRequestURI()) {
            case "GET /v1/me" -> {
                var account = known.behind(token);
                if (account.isPresent()) {
                    json(exchange, 200, me(account.get()));
                } else {
                    problem(exchange, 401, "invalid-token", Map.of());
                }
            }
            case "POST /v1/password/change" -> {
                var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
                change(
                        exchange,
                        known.changePassword(token, secret(body, "old_password"), secret(body, "new_password")));
            }
            default -> problem(exchange, 404, "not-found", Map.of());
        }
    }

    /** Sends this answer whole. */
    public static void send(HttpExchange exchange, int status, String contentType, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void change(HttpExchange exchange, PasswordChange change) throws IOException {
        switch (change) {
            case PasswordChange.Changed(var tokens) ->
                json(
                        exchange,
                        200,
                        Map.of(
                                "access_token", tokens.access().reveal(),
                                "token_type", "Bearer",
                                "expires_in", tokens.accessLifetime().toSeconds(),
                                "refresh_token", tokens.refresh().reveal(),
                                "refresh_expires_in", tokens.refreshLifetime().toSeconds()));
            case PasswordChange.Refused(var violations) ->
                problem(
                        exchange,
                        422,
                        "invalid",
                        Map.of(
                                "errors",
                                violations.stream()
                                        .map(violation -> Map.of(
                                                "field", violation.field(),
                                                "code", violation.code(),
                                                "message", violation.message()))
                                        .toList()));
            case PasswordChange.TokenRefused() -> problem(exchange, 401, "invalid-token", Map.of());
            case PasswordChange.Throttled(var wait) -> {
                exchange.getResponseHeaders().set("Retry-After", Long.toString(wait.toSeconds()));
                problem(exchange, 429, "too-many-attempts", Map.of());
            }
        }
    }

    private static Map<String, @Nullable Object> me(Account account) {
        var me = new HashMap<String, @Nullable Object>();
        me.put("id", account.id().toString());
        me.put("email", account.email());
        me.put("email_verified", false);
        me.put("first_name", account.data().firstName());
        me.put("last_name", account.data().lastName());
        me.put("locale", account.data().locale());
        me.put("roles", List.of("customer"));
        me.put("status", "active");
        me.put("created_at", "2026-03-01T10:00:00Z");
        return me;
    }

    private static void problem(HttpExchange exchange, int status, String code, Map<String, ?> more)
            throws IOException {
        var problem = new HashMap<String, Object>(more);
        problem.put("type", "urn:usher:problem:" + code);
        problem.put("title", "Refused");
        problem.put("status", status);
        problem.put("detail", "a detail of auth-service's own");
        problem.put("code", code);
        problem.put("trace_id", "0af7651916cd43dd8448eb211c80319c");
        send(exchange, status, "application/problem+json", JSON.writeValueAsBytes(problem));
    }

    private static void json(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        send(exchange, status, "application/json", JSON.writeValueAsBytes(body));
    }

    private static Secret secret(JsonNode body, String field) {
        return new Secret(body.required(field).textValue());
    }
}
