package dev.usher.catalog;

import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TestPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
    private final EmbeddedServer server;
    private @Nullable TestPolicy policy;

    private CatalogApp() {
        var context = start(database.jdbcUrl());
        Runtime.getRuntime().addShutdownHook(new Thread(context::close));
        server = context.getBean(EmbeddedServer.class).start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http().get("/health/readiness").status() == 200);
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

    /** The client of a person who has these roles at this moment; the token itself names none. */
    public Http member(UUID user, String... roles) {
        policy().give(user, roles);
        return http().bearer(token(user));
    }

    private synchronized TestPolicy policy() {
        if (policy == null) {
            policy = TestPolicy.of(context());
        }
        return policy;
    }

    public Http as(UUID user, String... roles) {
        return http().bearer(token(user, roles));
    }

    public String token(UUID user, String... roles) {
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
        return start("jdbc:postgresql://127.0.0.1:1/nobody")
                .getBean(EmbeddedServer.class)
                .start();
    }

    private ApplicationContext start(String databaseUrl) {
        return ApplicationContext.builder(properties(databaseUrl), "test")
                .singletons(clock)
                .build()
                .start();
    }

    private Map<String, Object> properties(String databaseUrl) {
        return Map.ofEntries(
                Map.entry("usher.service", "catalog-service"),
                Map.entry("catalog.bootstrap-admin.email", FIRST_ADMIN),
                Map.entry("micronaut.server.port", "-1"),
                Map.entry("micronaut.server.host", "127.0.0.1"),
                Map.entry("datasources.default.url", databaseUrl),
                Map.entry("datasources.default.username", database.username()),
                Map.entry("datasources.default.password", database.password()),
                Map.entry("usher.kafka.bootstrap-servers", Backends.kafka()),
                Map.entry("usher.token.issuer", issuer.issuer()),
                Map.entry("usher.token.audience", issuer.audience()),
                Map.entry("usher.token.jwks-url", issuer.jwksUrl()));
    }
}
