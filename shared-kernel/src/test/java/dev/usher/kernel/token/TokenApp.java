package dev.usher.kernel.token;

import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.TestIssuer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/** A service that does nothing but ask for tokens. */
public final class TokenApp implements AutoCloseable {
    private final EmbeddedServer server;

    public TokenApp(TestIssuer issuer, String kafka, Map<String, Object> more) {
        var properties = new HashMap<String, Object>(Map.of(
                "token.app", "true",
                "usher.service", "sample-service",
                "micronaut.server.port", "-1",
                "micronaut.server.host", "127.0.0.1",
                "datasources.default.enabled", "false",
                "usher.kafka.bootstrap-servers", kafka,
                "usher.token.issuer", issuer.issuer(),
                "usher.token.audience", issuer.audience(),
                "usher.token.jwks-url", issuer.jwksUrl()));
        properties.putAll(more);
        server = ApplicationContext.run(EmbeddedServer.class, properties, "test");
    }

    /** Without a broker: its feed knows what is applied to it. */
    public static TokenApp alone(TestIssuer issuer, String... more) {
        var properties = new HashMap<String, Object>(Map.of("usher.kafka.enabled", "false"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new TokenApp(issuer, "", properties);
    }

    int port() {
        return server.getPort();
    }

    public Http http() {
        return Http.at("http://127.0.0.1:" + server.getPort());
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    public ApplicationContext context() {
        return server.getApplicationContext();
    }

    CutoffFeed feed() {
        return bean(CutoffFeed.class);
    }

    /** What the metric says. */
    public double metric(String name) {
        return http().get("/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .map(value -> value.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
