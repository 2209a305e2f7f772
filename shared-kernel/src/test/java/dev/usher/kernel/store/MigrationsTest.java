package dev.usher.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ServerProcess;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private final Database database = Backends.newDatabase();

    @Test
    void the_kernels_tables_come_first_then_the_services_each_with_its_history() throws SQLException {
        try (var app = start(database, "db/notes")) {
            assertThat(app.getBean(Migrations.class).done()).isTrue();
            assertThat(number("SELECT count(*) FROM kernel_schema_history WHERE success"))
                    .isPositive();
            assertThat(number("SELECT count(*) FROM flyway_schema_history WHERE success AND script = 'V1__note.sql'"))
                    .isEqualTo(1);
            assertThat(number("SELECT count(*) FROM note")).isZero();
            assertThat(number("SELECT count(*) FROM outbox")).isZero();
        }
    }

    /** F-PG-12. */
    @Test
    void of_two_that_start_at_once_one_migrates_and_both_are_done() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> start(database, "db/slow"));
            var two = threads.submit(() -> start(database, "db/slow"));
            try (var first = one.get();
                    var second = two.get()) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> first.getBean(Migrations.class).done()
                                && second.getBean(Migrations.class).done());
            }
        }
        assertThat(number("SELECT count(*) FROM note")).isEqualTo(1);
    }

    /** F-PG-12. */
    @Test
    void a_process_killed_in_the_middle_leaves_a_schema_that_the_next_completes() throws Exception {
        var process = ServerProcess.start(
                "migrating",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MigrationsTest.class.getName(),
                        database.jdbcUrl(),
                        database.username(),
                        database.password()),
                Map.of(),
                Scratch.directory("migrating").resolve("out.log"));
        process.await(
                Duration.ofSeconds(30),
                () -> number(
                                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3)%' AND pid <> pg_backend_pid()")
                        > 0);
        process.process().destroyForcibly().waitFor();
        long killed = System.nanoTime();
        try (var app = start(database, "db/slow")) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> app.getBean(Migrations.class).done());
        }
        System.out.printf(
                "store: migrated %.1f s after a kill in the middle, of which the script takes 3%n",
                (System.nanoTime() - killed) / 1e9);
        assertThat(number("SELECT count(*) FROM note")).isEqualTo(1);
    }

    /** The process that is killed. */
    public static void main(String[] args) {
        var _ = start(new Database(args[0], args[1], args[2]), "db/slow");
    }

    @Test
    void what_follows_the_migration_is_tried_again_until_it_works() {
        try (var app = StoreApp.start(database, Map.of("sample.seed", "true"))) {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> app.getBean(Migrations.class).done());
            assertThat(app.getBean(Seed.class).runs).hasValue(3);
        }
    }

    @Singleton
    @Requires(property = "sample.seed")
    static final class Seed implements AfterMigration {
        final AtomicInteger runs = new AtomicInteger();

        @Override
        public void run() {
            if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        }
    }

    private static ApplicationContext start(Database database, String scripts) {
        return StoreApp.start(database, Map.of("usher.store.migrations", scripts));
    }

    private long number(String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
