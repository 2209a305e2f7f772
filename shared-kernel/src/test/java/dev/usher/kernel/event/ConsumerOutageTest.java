package dev.usher.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.EmbeddedPostgres;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.testing.Scratch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The consumer while its database or its broker is gone: every event has its effect, once, and none is skipped. */
@Tag("fault")
class ConsumerOutageTest {
    private static final String SECRET = "only-for-tests";

    /** W-7 and F-PG-2: the event is in hand and the effect cannot be committed. */
    @Test
    void a_database_that_is_killed_delays_effects_and_loses_none() throws Exception {
        var directory = Scratch.directory("consumer-outage");
        int port = Scratch.freePort();
        var database = new Database("jdbc:postgresql://127.0.0.1:" + port + "/effects", "effects", SECRET);
        var postgres = start(directory, port);
        run(postgres.admin(), "CREATE ROLE effects LOGIN PASSWORD '" + SECRET + "'");
        run(postgres.admin(), "CREATE DATABASE effects OWNER effects");
        try (var app = app(database, Backends.kafka(), "outage:database");
                var raw = new RawProducer(Backends.kafka())) {
            table(app);
            raw.send(EventRecords.write(EventApp.event("outage:database", "k", 0)));
            awaitEffects(app, 1);
            postgres.process().signal("KILL");
            postgres.process().process().waitFor();
            for (int n = 1; n <= 100; n++) {
                raw.send(EventRecords.write(EventApp.event("outage:database", "k", n)));
            }
            // Longer than the session of a member that does not poll.
            Thread.sleep(11_000);
            postgres = start(directory, port);
            long back = System.nanoTime();
            awaitEffects(app, 101);
            System.out.printf("inbox: 100 events handled %.1f s after the database came back%n", since(back));
            assertThat(app.count("SELECT count(DISTINCT n) FROM effect")).isEqualTo(101);
            assertThat(app.count("SELECT count(*) FROM inbox")).isEqualTo(101);
        } finally {
            postgres.close();
        }
    }

    /** F-KF-5: relay and consumer of one process find a broker that died again. */
    @Test
    void a_broker_that_is_killed_is_found_again_by_the_consumer() throws Exception {
        try (var broker = new BrokerProcess().start();
                var app = app(Backends.newDatabase(), broker.bootstrapServers(), "outage:broker")) {
            table(app);
            app.publish(EventApp.event("outage:broker", "k", 0));
            awaitEffects(app, 1);
            for (int round = 0; round < 2; round++) {
                broker.kill();
                for (int n = 0; n < 50; n++) {
                    app.publish(EventApp.event("outage:broker", "k", n));
                }
                broker.start();
                long back = System.nanoTime();
                awaitEffects(app, 1 + 50 * (round + 1));
                System.out.printf("inbox: 50 events handled %.1f s after the broker came back%n", since(back));
            }
            assertThat(app.count("SELECT count(*) FROM inbox")).isEqualTo(101);
        }
    }

    @Test
    void the_inbox_forgets_after_its_time_and_not_before() {
        var clock = MutableClock.at(Instant.now());
        try (var app = new EventApp(
                Backends.newDatabase(), Backends.kafka(), Map.of("sample.handler", "outage:forgotten"), clock)) {
            app.execute("INSERT INTO inbox VALUES ('/x', gen_random_uuid(), '" + clock.instant() + "')");
            var inbox = app.bean(Inbox.class);
            var retention = app.bean(EventSettings.class).inboxRetention();
            assertThat(retention).isEqualTo(Duration.ofDays(30));
            clock.advance(retention);
            assertThat(inbox.prune(clock.instant().minus(retention), 1_000)).isZero();
            clock.advance(Duration.ofSeconds(1));
            assertThat(inbox.prune(clock.instant().minus(retention), 1_000)).isEqualTo(1);
        }
    }

    private static EventApp app(Database database, String kafka, String type) {
        return new EventApp(
                database, kafka, Map.of("usher.service", type.replace(':', '-') + "-service", "sample.handler", type));
    }

    private static void table(EventApp app) {
        app.execute("CREATE TABLE effect (id bigserial, key text, n int)");
    }

    private static void awaitEffects(EventApp app, int count) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> app.count("SELECT count(*) FROM effect") == count);
    }

    private static EmbeddedPostgres start(Path directory, int port) {
        return EmbeddedPostgres.start(directory.resolve("data"), port, SECRET, directory.resolve("postgres.log"));
    }

    private static void run(Database admin, String sql) throws SQLException {
        try (var connection = admin.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
