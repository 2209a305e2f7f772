package dev.usher.kernel.store;

import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the schema up to date: the kernel's tables ({@code db/kernel}), then the service's ({@code db/migration}),
 * then every {@link AfterMigration}. The start waits a few seconds for it; where the database is not there yet, the
 * process starts without and this goes on trying. Replicas that start together wait for each other.
 */
@Context
@Requires(property = "datasources.default.enabled", value = "true", defaultValue = "true")
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final Duration START_WAITS = Duration.ofSeconds(5);
    private static final Duration PROBE_ANSWER = Duration.ofSeconds(2);
    /** A migration may rewrite a table: no limit for a statement, but an end for a dead connection. */
    private static final Duration MIGRATION_ANSWER = Duration.ofMinutes(10);

    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final UnpooledConnections connections;
    private final BeanContext beans;
    private final String scripts;
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread worker =
            Thread.ofPlatform().daemon().name("migrations").unstarted(this::work);

    Migrations(
            UnpooledConnections connections,
            BeanContext beans,
            @Value("${usher.store.migrations:db/migration}") String scripts) {
        this.connections = connections;
        this.beans = beans;
        this.scripts = scripts;
    }

    /** True once the tables are as this version needs them. */
    public boolean done() {
        return done.getCount() == 0;
    }

    /** Waits until {@link #done()}. */
    public void awaitDone() throws InterruptedException {
        done.await();
    }

    @PostConstruct
    void start() throws InterruptedException {
        worker.start();
        if (!firstTry.await(START_WAITS.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("Migrations go on in the background");
        }
    }

    @PreDestroy
    void stop() {
        worker.interrupt();
    }

    private void work() {
        try {
            for (long pause = FIRST_PAUSE_MILLIS; !migrated(); pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
                firstTry.countDown();
                Thread.sleep(pause);
            }
            done.countDown();
            firstTry.countDown();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean migrated() {
        try {
            // A server that accepts and never answers must not hold the migration's long wait.
            connections.open("probe", PROBE_ANSWER).close();
            migrate("db/kernel", "kernel_schema_history");
            migrate(scripts, "flyway_schema_history");
            beans.getBeansOfType(AfterMigration.class).forEach(AfterMigration::run);
            return true;
        } catch (SQLException | RuntimeException failure) {
            if (DatabaseFailures.isOutage(failure)) {
                LOG.warn("The database is not ready for migrations: {}", failure.getMessage());
            } else {
                LOG.error("Migrations failed", failure);
            }
            return false;
        }
    }

    private void migrate(String scripts, String history) {
        var properties = connections.properties("migrations", MIGRATION_ANSWER);
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(connections.url(), properties.getProperty("user"), properties.getProperty("password"))
                .jdbcProperties(properties.stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, properties::getProperty)))
                .locations("classpath:" + scripts)
                .table(history)
                // Two histories share one schema: the second finds tables that it does not know.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .loggers("slf4j")
                .placeholders(Map.of())
                .load()
                .migrate();
    }
}
