package dev.usher.catalog;

import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TestPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The service as it ships, on real backends of its own, at a time that stands still. Started once for all tests of the
 * JVM, which therefore use names of their own.
 */
public final class CatalogApp {
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123456Z");

    /** Whoever signs up with it first becomes super-admin. */
    public static final String FIRST_ADMIN = "root@example.com";

    private static final class Once {
        static final CatalogApp APP = new CatalogApp();
    }

    private final Database database = Backends.newDatabase();
    private final MutableClock clock = MutableClock.at(NOW);
    private final TestIssuer issuer = new TestIssuer(clock);
    private final Path objects = Scratch.directory("objects");
    private final EmbeddedServer server;
    private final TestPolicy policy;

    private CatalogApp() {
        var context = start(database, Backends.kafka());
        Runtime.getRuntime().addShutdownHook(new Thread(context::close));
        server = context.getBean(EmbeddedServer.class).start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http().get("/health/readiness").status() == 200);
        policy = TestPolicy.of(context);
    }

    public static CatalogApp running() {
        return Once.APP;
    }

    public ApplicationContext context() {
        return server.getApplicationContext();
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    /** Nobody's client. */
    public Http http() {
        return Http.at("http://127.0.0.1:" + server.getPort());
    }

    /** The client of a fresh person with these roles. */
    public Http as(String... roles) {
        return as(UUID.randomUUID(), roles);
    }

    /** The client of a person who has these roles from now on, as far as calls are concerned: no table knows of it. */
    public Http member(UUID user, String... roles) {
        policy.give(user, roles);
        return http().bearer(token(user));
    }

    /** As {@link #member}; without roles they keep those they have. */
    public Http as(UUID user, String... roles) {
        return roles.length > 0 ? member(user, roles) : http().bearer(token(user));
    }

    /** A token that names no roles. */
    public String token(UUID user) {
        return issuer.token(user);
    }

    /** A token as if it were still of roles that it speaks. */
    public String tokenThatNames(UUID user, String... roles) {
        return issuer.token(user, roles);
    }

    public Database database() {
        return database;
    }

    /** Changes the database as nobody but a test does. */
    public void execute(String sql) {
        database(statement -> statement.execute(sql));
    }

    /** Looks into the database as nobody but a test does. */
    public void database(Look look) {
        try (var connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
                var statement = connection.createStatement()) {
            look.with(statement);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** What a test does in the database. */
    @FunctionalInterface
    public interface Look {
        void with(Statement statement) throws SQLException;
    }

    /** The same service beside this one, at a database that does not answer; close it. */
    public EmbeddedServer withoutDatabase() {
        return start(new Database("jdbc:postgresql://127.0.0.1:1/nobody", "nobody", "nobody"), Backends.kafka())
                .getBean(EmbeddedServer.class)
                .start();
    }

    /** The same service beside this one, which never hears who may do what; close it. */
    public EmbeddedServer withoutKafka() {
        return start(Backends.newDatabase(), "127.0.0.1:1")
                .getBean(EmbeddedServer.class)
                .start();
    }

    private ApplicationContext start(Database store, String kafka) {
        return ApplicationContext.builder(properties(store, kafka), "test")
                .singletons(clock)
                .build()
                .start();
    }

    private Map<String, Object> properties(Database store, String kafka) {
        return Map.ofEntries(
                Map.entry("usher.service", "catalog-service"),
                Map.entry("catalog.bootstrap-admin.email", FIRST_ADMIN),
                Map.entry("usher.object-storage.path", objects.toString()),
                Map.entry("usher.uploads.per-hour", 100_000),
                Map.entry("micronaut.server.port", "-1"),
                Map.entry("micronaut.server.host", "127.0.0.1"),
                Map.entry("datasources.default.url", store.jdbcUrl()),
                Map.entry("datasources.default.username", store.username()),
                Map.entry("datasources.default.password", store.password()),
                Map.entry("usher.kafka.bootstrap-servers", kafka),
                Map.entry("usher.token.issuer", issuer.issuer()),
                Map.entry("usher.token.audience", issuer.audience()),
                Map.entry("usher.token.jwks-url", issuer.jwksUrl()));
    }
}
