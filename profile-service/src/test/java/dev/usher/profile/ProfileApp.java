package dev.usher.profile;

import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.profile.application.InMemoryAccounts;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The service as it ships, on real backends of its own; only auth-service is played. Started once for all tests of the
 * JVM, which therefore use people of their own.
 */
public final class ProfileApp {
    private static final class Once {
        static final ProfileApp APP = new ProfileApp();
    }

    private final Database database = Backends.newDatabase();
    private final InMemoryAccounts accounts = new InMemoryAccounts();
    private final PlayedAuth auth = new PlayedAuth(accounts);
    private final TestIssuer issuer = new TestIssuer();
    private final Path objects = Scratch.directory("objects");
    private final EmbeddedServer server;

    private ProfileApp() {
        server = ApplicationContext.run(EmbeddedServer.class, properties(database.jdbcUrl()), "test");
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> server.getApplicationContext().close()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http().get("/health/readiness").status() == 200);
    }

    public static ProfileApp running() {
        return Once.APP;
    }

    public Http http() {
        return Http.at(address());
    }

    public String address() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public ApplicationContext context() {
        return server.getApplicationContext();
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    public Database database() {
        return database;
    }

    public TestIssuer issuer() {
        return issuer;
    }

    /** What auth-service knows. */
    public InMemoryAccounts accounts() {
        return accounts;
    }

    public PlayedAuth auth() {
        return auth;
    }

    /** The same service beside this one, at a database that does not answer; close it. */
    public EmbeddedServer withoutDatabase() {
        return ApplicationContext.run(EmbeddedServer.class, properties("jdbc:postgresql://127.0.0.1:1/nobody"), "test");
    }

    /** The same service beside this one, at the same database, with other settings; close it. */
    public EmbeddedServer beside(Map<String, Object> settings) {
        var properties = new HashMap<>(properties(database.jdbcUrl()));
        properties.putAll(settings);
        return ApplicationContext.run(EmbeddedServer.class, properties, "test");
    }

    private Map<String, Object> properties(String databaseUrl) {
        return Map.ofEntries(
                Map.entry("usher.service", "profile-service"),
                Map.entry("micronaut.server.port", "-1"),
                Map.entry("micronaut.server.host", "127.0.0.1"),
                Map.entry("datasources.default.url", databaseUrl),
                Map.entry("datasources.default.username", database.username()),
                Map.entry("datasources.default.password", database.password()),
                Map.entry("usher.kafka.bootstrap-servers", Backends.kafka()),
                Map.entry("usher.token.issuer", issuer.issuer()),
                Map.entry("usher.token.audience", issuer.audience()),
                Map.entry("usher.token.jwks-url", issuer.jwksUrl()),
                Map.entry("profile.auth-url", auth.url().toString()),
                Map.entry("usher.object-storage.path", objects.toString()),
                Map.entry("usher.uploads.per-hour", 100_000),
                // The failures that one test plays must not open the circuit for the others; it has a test of its own.
                Map.entry("profile.peer.failures", 1_000_000));
    }
}
