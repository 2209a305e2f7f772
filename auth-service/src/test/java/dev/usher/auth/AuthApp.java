package dev.usher.auth;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.TestPolicy;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The service as it ships, on real backends, with a database of its own. The one that {@link #running} gives is started
 * once for all tests of the JVM, which therefore use people of their own.
 */
public final class AuthApp implements AutoCloseable {
    public static final String ISSUER = "https://usher.example.com";
    public static final String ADMIN = "root@example.com";
    public static final String ADMIN_PASSWORD = "violet-harbour-93-quartz";
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private static final class Once {
        static final AuthApp APP = administered(stoppedWithTheJvm(start(Map.of(
                "auth.bootstrap-admin.email", ADMIN,
                "auth.bootstrap-admin.password", ADMIN_PASSWORD))));
    }

    private final Database database;
    private final EmbeddedServer server;
    private final String signingKeys;
    private @Nullable TestPolicy policy;

    private AuthApp(Database database, EmbeddedServer server, String signingKeys) {
        this.database = database;
        this.server = server;
        this.signingKeys = signingKeys;
    }

    public static AuthApp running() {
        return Once.APP;
    }

    /** One more, with settings of its own. */
    public static AuthApp start(Map<String, ?> settings) {
        return start(Backends.newDatabase(), settings);
    }

    public static AuthApp start(Database database, Map<String, ?> settings) {
        var all = properties(database, TestSigningKeys.file());
        all.putAll(settings);
        var server = ApplicationContext.run(EmbeddedServer.class, all, "test");
        return new AuthApp(database, server, String.valueOf(all.get("auth.signing-keys-path")));
    }

    private static AuthApp stoppedWithTheJvm(AuthApp app) {
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
        return app;
    }

    /** As catalog-service would when it hears of the first administrator. */
    private static AuthApp administered(AuthApp app) {
        var id = new AuthDatabase(app.database())
                .texts("select id from account where email_key = ?", ADMIN)
                .getFirst();
        app.policy().give(UUID.fromString(id), "customer", "super-admin");
        return app;
    }

    /** What a start needs at least. */
    public static Map<String, Object> properties(Database database, Path signingKeys) {
        return new HashMap<>(Map.ofEntries(
                Map.entry("usher.service", "auth-service"),
                Map.entry("micronaut.server.port", "-1"),
                Map.entry("micronaut.server.host", "127.0.0.1"),
                Map.entry("datasources.default.url", database.jdbcUrl()),
                Map.entry("datasources.default.username", database.username()),
                Map.entry("datasources.default.password", database.password()),
                Map.entry("usher.redis.url", Backends.redisUrl()),
                Map.entry("usher.kafka.bootstrap-servers", Backends.kafka()),
                Map.entry("usher.token.issuer", ISSUER),
                Map.entry("usher.token.audience", "usher"),
                Map.entry("auth.signing-keys-path", signingKeys.toString()),
                Map.entry("usher.event.mail-token-key", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
                Map.entry("auth.password.pepper", "a pepper for tests, long enough to do"),
                // The cheapest that bcrypt knows: the tests are not about its cost.
                Map.entry("auth.password.lowest-cost", 4),
                Map.entry("auth.password.bcrypt-cost", 4),
                // Wide enough for the races of the tests; the limit has a test of its own.
                Map.entry("auth.password.hashing-queue", 1000),
                // All tests come from one address.
                Map.entry("auth.throttle.signups-per-address", 100_000),
                Map.entry("auth.throttle.failures-per-address", 100_000),
                Map.entry("auth.throttle.recovery-per-address", 100_000)));
    }

    public Http http() {
        return Http.at(origin());
    }

    /** Where it is asked, without a path. */
    public String origin() {
        return "http://127.0.0.1:" + server.getPort();
    }

    public ApplicationContext context() {
        return server.getApplicationContext();
    }

    public <T> T bean(Class<T> type) {
        return server.getApplicationContext().getBean(type);
    }

    /** Says to it who may do what. */
    public synchronized TestPolicy policy() {
        var known = policy;
        if (known == null) {
            known = TestPolicy.of(context());
            policy = known;
        }
        return known;
    }

    public Database database() {
        return database;
    }

    /** The path of its key set. */
    public String signingKeys() {
        return signingKeys;
    }

    /** An address that nobody has yet. */
    public static String newAddress() {
        return "person" + PEOPLE.incrementAndGet() + "@example.com";
    }

    @Override
    public void close() {
        server.getApplicationContext().close();
    }
}
