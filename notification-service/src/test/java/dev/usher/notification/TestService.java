package dev.usher.notification;

import dev.usher.kernel.event.TestSeal;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.RouteInventory;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TestPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The service as it runs, on real backends, on a free port. */
public final class TestService implements AutoCloseable {
    private final TestIssuer issuer = new TestIssuer();
    private final EmbeddedServer server;
    private @Nullable TestPolicy policy;

    private TestService(Database database, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(Map.of(
                "micronaut.server.port",
                -1,
                "usher.service",
                "notification-service",
                "datasources.default.url",
                database.jdbcUrl(),
                "datasources.default.username",
                database.username(),
                "datasources.default.password",
                database.password(),
                "usher.mail.public-url",
                "https://usher.example.com",
                "usher.mail.from",
                "Usher <no-reply@usher.example.com>",
                "usher.mail.smtp.host",
                "127.0.0.1"));
        settings.putAll(Map.of(
                "usher.token.issuer", issuer.issuer(),
                "usher.token.audience", issuer.audience(),
                "usher.token.jwks-url", issuer.jwksUrl(),
                "usher.redis.url", "redis://127.0.0.1:1",
                "usher.event.mail-token-key", TestSeal.KEY));
        settings.putAll(more);
        server = ApplicationContext.run(EmbeddedServer.class, settings);
    }

    /** Takes and serves, but sends nothing and reads no events. */
    public static TestService quiet() {
        return quiet(Backends.newDatabase());
    }

    public static TestService quiet(Database database) {
        return new TestService(
                database,
                Map.of(
                        "usher.mail.workers",
                        0,
                        "usher.mail.smtp.port",
                        1,
                        "usher.kafka.enabled",
                        false,
                        "usher.kafka.bootstrap-servers",
                        "127.0.0.1:1"));
    }

    /** As a quiet one, but it hears who may do what. Of other events it would read what is published from now on. */
    public static TestService managed(Database database) {
        return new TestService(
                database,
                Map.of(
                        "usher.mail.workers",
                        0,
                        "usher.mail.smtp.port",
                        1,
                        "usher.service",
                        "notification-service-" + UUID.randomUUID(),
                        "micronaut.application.name",
                        "notification-service",
                        "usher.kafka.bootstrap-servers",
                        Backends.kafka(),
                        "usher.kafka.properties.auto.offset.reset",
                        "latest"));
    }

    /** Sends to the mail server on this port; reads no events. */
    public static TestService sending(Database database, int smtpPort, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(Map.of(
                "usher.mail.smtp.port",
                smtpPort,
                "usher.kafka.enabled",
                false,
                "usher.kafka.bootstrap-servers",
                "127.0.0.1:1"));
        settings.putAll(more);
        return new TestService(database, settings);
    }

    /** Everything, on the shared Kafka. */
    public static TestService complete(Database database, int smtpPort) {
        return new TestService(
                database, Map.of("usher.mail.smtp.port", smtpPort, "usher.kafka.bootstrap-servers", Backends.kafka()));
    }

    /** As a complete one, but with a consumer group of its own: it reads all that was ever published. */
    public static TestService complete(Database database, int smtpPort, String group) {
        return new TestService(
                database,
                Map.of(
                        "usher.mail.smtp.port",
                        smtpPort,
                        "usher.service",
                        group,
                        "micronaut.application.name",
                        "notification-service",
                        "usher.kafka.bootstrap-servers",
                        Backends.kafka()));
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    /** Every route and who may call it. */
    public Map<String, String> routes() {
        return RouteInventory.all(server.getApplicationContext());
    }

    public Http http() {
        return Http.at(server.getURL());
    }

    public Http admin() {
        return with("admin");
    }

    /** The client of a fresh person who has these roles. */
    public Http with(String... roles) {
        return http().bearer(policy().token(issuer, roles));
    }

    public String tokenOf(UUID user) {
        return issuer.token(user);
    }

    /** A token as if it were still of roles that it speaks. */
    public String tokenThatNames(String... roles) {
        return issuer.token(UUID.randomUUID(), roles);
    }

    /** Says to it who may do what; only if it reads Kafka. */
    public synchronized TestPolicy policy() {
        var known = policy;
        if (known == null) {
            known = TestPolicy.of(server.getApplicationContext());
            policy = known;
        }
        return known;
    }

    public static void execute(Database database, String sql) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
        issuer.close();
    }
}
