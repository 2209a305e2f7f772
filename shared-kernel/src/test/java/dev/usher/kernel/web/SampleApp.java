package dev.usher.kernel.web;

import dev.usher.kernel.testing.Http;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/** The small application that the tests of this package talk to. */
final class SampleApp implements AutoCloseable {
    private final EmbeddedServer server;

    SampleApp(Map<String, Object> more) {
        this(more, SampleApp.class.getClassLoader());
    }

    SampleApp(Map<String, Object> more, ClassLoader classes) {
        var properties = new HashMap<String, Object>(Map.of(
                "sample.app", "true",
                "usher.service", "sample-service",
                "micronaut.server.port", "-1",
                "micronaut.server.host", "127.0.0.1",
                "datasources.default.enabled", "false",
                "usher.token.issuer", "https://issuer.example.com",
                "usher.token.audience", "usher"));
        properties.putAll(more);
        server = ApplicationContext.builder(properties, "test")
                .classLoader(classes)
                .run(EmbeddedServer.class);
    }

    SampleApp() {
        this(Map.of());
    }

    Http http() {
        return Http.at("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getPort();
    }

    ApplicationContext context() {
        return server.getApplicationContext();
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
