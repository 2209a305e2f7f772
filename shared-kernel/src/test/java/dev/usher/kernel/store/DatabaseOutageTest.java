package dev.usher.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.EmbeddedPostgres;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Scratch;
import io.micronaut.context.ApplicationContext;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.runtime.server.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL down, killed, full and read-only (F-PG rows), as a process of its own. */
class DatabaseOutageTest {
    private static final String SECRET = "only-for-tests";

    private final Path directory = Scratch.directory("outage");
    private final int port = Scratch.freePort();
    private final Database database = new Database("jdbc:postgresql://127.0.0.1:" + port + "/notes", "notes", SECRET);
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable EmbeddedServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    private EmbeddedPostgres startPostgres() throws SQLException {
        boolean isNew = !Files.exists(directory.resolve("data"));
        var started =
                EmbeddedPostgres.start(directory.resolve("data"), port, SECRET, directory.resolve("postgres.log"));
        postgres = started;
        if (isNew) {
            run(started.admin(), "CREATE ROLE notes LOGIN PASSWORD '" + SECRET + "'");
            run(started.admin(), "CREATE DATABASE notes OWNER notes");
        }
        return started;
    }

    private Http startService() {
        var started = ApplicationContext.run(
                EmbeddedServer.class,
                Map.ofEntries(
                        Map.entry("sample.notes", "true"),
                        Map.entry("usher.store.migrations", "db/notes"),
                        Map.entry("usher.service", "sample-service"),
                        Map.entry("micronaut.server.port", "-1"),
                        Map.entry("micronaut.server.host", "127.0.0.1"),
                        Map.entry("datasources.default.url", database.jdbcUrl()),
                        Map.entry("datasources.default.username", database.username()),
                        Map.entry("datasources.default.password", database.password()),
                        Map.entry("usher.kafka.enabled", "false"),
                        Map.entry("usher.token.issuer", "https://issuer.example.com"),
                        Map.entry("usher.token.audience", "usher")),
                "test");
        server = started;
        return Http.at(started.getURL());
    }

    /** F-PG-1. */
    @Test
    void a_service_starts_without_its_database_and_is_ready_soon_after_it_came() throws Exception {
        var http = startService();
        assertThat(http.get("/health/liveness").status()).isEqualTo(200);
        assertThat(http.get("/health/readiness").status()).isEqualTo(503);
        assertThat(http.get("/health").body())
                .contains("\"database\"")
                .doesNotContain("127.0.0.1", "jdbc", "notes", "ostgre", "xception", "/tmp");
        long asked = System.nanoTime();
        var refused = http.get("/notes");
        assertThat(since(asked)).isLessThan(Duration.ofSeconds(1));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        startPostgres();
        long came = System.nanoTime();
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(5))
                .until(() -> http.get("/health/readiness").status() == 200);
        System.out.printf(
                "store: ready %.1f s after the database came%n", since(came).toMillis() / 1e3);
        assertThat(http.post("/notes/1", null).status()).isEqualTo(200);
    }

    /** F-PG-2 and F-PG-6: under load, and what was acknowledged is there. */
    @Test
    void a_killed_database_costs_seconds_and_nothing_acknowledged() throws Exception {
        startPostgres();
        var http = startService();
        var acknowledged = new AtomicInteger();
        var statuses = new ArrayList<Integer>();
        for (int round = 0; round < 3; round++) {
            int first = round * 1_000;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var running = new ArrayList<Future<List<Integer>>>();
                for (int writer = 0; writer < 5; writer++) {
                    int base = first + writer * 200;
                    running.add(threads.submit(() -> write(http, base, acknowledged)));
                }
                Thread.sleep(300);
                killPostgres();
                Thread.sleep(500);
                startPostgres();
                long back = System.nanoTime();
                await().pollInterval(Duration.ofMillis(20))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> http.get("/notes").status() == 200);
                System.out.printf(
                        "store: 200 again %.2f s after a killed database came back%n",
                        since(back).toMillis() / 1e3);
                for (var writer : running) {
                    statuses.addAll(writer.get());
                }
            }
        }
        assertThat(statuses).containsOnly(200, 503);
        assertThat(http.get("/notes").json().path("count").asInt()).isGreaterThanOrEqualTo(acknowledged.get());
        assertThat(acknowledged.get()).isPositive();
    }

    private static List<Integer> write(Http http, int base, AtomicInteger acknowledged) {
        var statuses = new ArrayList<Integer>();
        for (int n = 0; n < 150; n++) {
            int status = http.post("/notes/" + (base + n), null).status();
            statuses.add(status);
            if (status == 200) {
                acknowledged.incrementAndGet();
            }
        }
        return statuses;
    }

    private void killPostgres() throws Exception {
        if (postgres != null) {
            postgres.process().signal("KILL");
            postgres.process().process().waitFor();
        }
    }

    /** F-PG-3: it stops in the middle of statements, and who asks meanwhile finds no connection. */
    @Test
    void a_database_that_hangs_is_an_outage_within_two_and_a_half_seconds() throws Exception {
        var server = startPostgres().process();
        var http = startService();
        assertThat(http.post("/notes/1", null).status()).isEqualTo(200);
        var slowest = new AtomicLong();
        var statuses = new ConcurrentSkipListSet<Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
            for (int writer = 0; writer < 8; writer++) {
                int base = 10_000 * (writer + 1);
                threads.execute(() -> {
                    for (int n = 0; System.nanoTime() < end; n++) {
                        long asked = System.nanoTime();
                        statuses.add(http.post("/notes/" + (base + n), null).status());
                        slowest.accumulateAndGet(System.nanoTime() - asked, Math::max);
                    }
                });
            }
            Thread.sleep(500);
            server.signalTree("STOP");
        }
        server.signalTree("CONT");
        System.out.printf("store: slowest answer of a database that hangs %.2f s%n", slowest.get() / 1e9);
        assertThat(statuses).containsExactlyInAnyOrder(200, 503);
        assertThat(Duration.ofNanos(slowest.get())).isLessThanOrEqualTo(Duration.ofMillis(2_500));
        await().pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofSeconds(5))
                .until(() -> http.post("/notes/2", null).status() == 200);
    }

    /** F-PG-5. */
    @Test
    void a_database_that_refuses_is_an_outage() throws Exception {
        var admin = startPostgres().admin();
        var http = startService();
        assertThat(http.post("/notes/1", null).status()).isEqualTo(200);
        run(admin, "ALTER DATABASE notes SET default_transaction_read_only = on");
        cutAll(admin);
        await().atMost(Duration.ofSeconds(5)).until(() -> http.get("/notes").status() == 200);
        assertThat(http.post("/notes/2", null).status()).isEqualTo(503);
        run(admin, "ALTER DATABASE notes RESET default_transaction_read_only");
        run(admin, "ALTER ROLE notes CONNECTION LIMIT 0");
        cutAll(admin);
        assertThat(http.post("/notes/2", null).status()).isEqualTo(503);
        assertThat(http.get("/health/readiness").status()).isEqualTo(503);
        run(admin, "ALTER ROLE notes CONNECTION LIMIT -1");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> http.post("/notes/3", null).status() == 200);
    }

    /** F-PG-8: the pool is full; readiness has a connection of its own. */
    @Test
    void a_full_pool_refuses_at_once_and_stays_ready() throws Exception {
        startPostgres();
        var http = startService();
        try (var held = new HeldConnections(pool(), 10)) {
            long asked = System.nanoTime();
            var refused = http.get("/notes");
            var took = since(asked);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(took).isBetween(Duration.ofMillis(400), Duration.ofMillis(1_200));
            assertThat(http.get("/health/readiness").status()).isEqualTo(200);
            assertThat(held.connections).hasSize(10);
        }
        assertThat(http.get("/notes").status()).isEqualTo(200);
    }

    /** The pool itself: the bean hands out the connection of the transaction at hand. */
    private DataSource pool() {
        var context = Objects.requireNonNull(server).getApplicationContext();
        return context.getBean(DataSourceResolver.class).resolve(context.getBean(DataSource.class));
    }

    /** Somebody else's. */
    private static final class HeldConnections implements AutoCloseable {
        private final List<Connection> connections = new ArrayList<>();

        HeldConnections(DataSource pool, int count) {
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
                connections.add(pool.getConnection());
                return connections.size() == count;
            });
        }

        @Override
        public void close() throws SQLException {
            for (var connection : connections) {
                connection.close();
            }
        }
    }

    private static void cutAll(Database admin) throws SQLException {
        run(admin, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'notes'");
    }

    private static void run(Database admin, String sql) throws SQLException {
        try (var connection = admin.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
