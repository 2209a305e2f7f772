package dev.usher.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The crash windows of the relay (W-3 to W-6) and invariant I-8, with several processes' worth of relays. */
class OutboxRelayTest {
    private final Database database = Backends.newDatabase();

    /** W-3: the process that committed is gone before it could publish. */
    @Test
    void what_a_dead_process_left_is_published_by_another_within_5_seconds() {
        try (var dead = new EventApp(database, Backends.kafka(), Map.of("usher.kafka.enabled", "false"));
                var alive = app()) {
            dead.publish(EventApp.event("relay:left", "k", 1));
            await().atMost(Duration.ofSeconds(5)).until(() -> alive.unpublished() == 0);
        }
    }

    /** W-4. */
    @Test
    void a_transaction_that_commits_later_with_an_earlier_number_is_not_skipped() throws Exception {
        try (var app = app();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var inserted = new CountDownLatch(1);
            var published = new CountDownLatch(1);
            var slow = threads.submit(() -> app.transactions().write(() -> {
                app.outbox().append(EventApp.event("relay:late", "slow", 1));
                inserted.countDown();
                awaitUnchecked(published);
            }));
            inserted.await();
            app.publish(EventApp.event("relay:late", "quick", 2));
            await().atMost(Duration.ofSeconds(5)).until(() -> app.unpublished() == 0);
            published.countDown();
            slow.get();
            assertThat(app.count("SELECT seq FROM outbox WHERE key = 'slow'"))
                    .isLessThan(app.count("SELECT seq FROM outbox WHERE key = 'quick'"));
            await().atMost(Duration.ofSeconds(1)).until(() -> app.unpublished() == 0);
            try (var listener = new Listener(Backends.kafka(), "relay.late")) {
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> OutboxOrder.firstOccurrences(listener.heard())
                                .keySet()
                                .equals(Set.of("slow", "quick")));
            }
        }
    }

    /** Of one key the numbers follow the commits: who appends first commits first. */
    @Test
    void transactions_of_one_key_take_turns() throws Exception {
        try (var app = app();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var appended = new CountDownLatch(1);
            var first = threads.submit(() -> app.transactions().write(() -> {
                app.outbox().append(EventApp.event("relay:turns", "k", 1));
                appended.countDown();
                pause(400);
            }));
            appended.await();
            app.publish(EventApp.event("relay:turns", "k", 2));
            assertThat(app.count("SELECT count(*) FROM outbox WHERE type = 'relay:turns'"))
                    .isEqualTo(2);
            first.get();
        }
    }

    /** W-5 and W-6: two relays, and their connections cut whenever it hurts. */
    @Test
    void cut_connections_lose_nothing_and_keep_the_order_of_each_key() throws Exception {
        var committed = new ConcurrentLinkedQueue<Event>();
        int writers = 4;
        int each = 500;
        try (var one = app();
                var two = app();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var cutting = new AtomicBoolean(true);
            var cuts = threads.submit(() -> cut(cutting));
            var running = new ArrayList<Future<?>>();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                running.add(threads.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        var event = EventApp.event("relay:cut", "key-" + writer + "-" + n % 10, n);
                        (n % 2 == 0 ? one : two).publish(event);
                        committed.add(event);
                    }
                }));
            }
            for (var writer : running) {
                writer.get();
            }
            cutting.set(false);
            int times = cuts.get();
            await().atMost(Duration.ofSeconds(30)).until(() -> one.unpublished() == 0);
            try (var listener = new Listener(Backends.kafka(), "relay.cut")) {
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> OutboxOrder.firstOccurrences(listener.heard()).values().stream()
                                        .mapToInt(List::size)
                                        .sum()
                                == writers * each);
                assertThat(OutboxOrder.firstOccurrences(listener.heard()))
                        .isEqualTo(OutboxOrder.perKey(List.copyOf(committed)));
                System.out.printf(
                        "outbox: %d events, connections cut %d times: 0 lost, %d delivered twice%n",
                        writers * each, times, listener.heard().size() - writers * each);
            }
        }
    }

    /** Ends the relays' sessions, most of them while they wait for Kafka with rows in hand. */
    private int cut(AtomicBoolean cutting) throws SQLException {
        int times = 0;
        var random = new Random(7);
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            while (cutting.get()) {
                try (var result = statement.executeQuery("""
                        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                        WHERE application_name = 'sample-service relay' AND state = 'idle in transaction'""")) {
                    result.next();
                    times += result.getInt(1);
                }
                pause(random.nextInt(1, 30));
            }
        }
        return times;
    }

    /** W-6: a relay died and the server has not noticed, or a paused one holds its lock. */
    @Test
    void another_relay_takes_over_when_the_lock_is_given_up() throws Exception {
        try (var app = app()) {
            try (var holder = database.dataSource().getConnection()) {
                holdAllBuckets(holder);
                app.publish(EventApp.event("relay:takeover", "k", 1));
                pause(500);
                assertThat(app.unpublished()).isEqualTo(1);
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> app.unpublished() == 0);
        }
    }

    private static void holdAllBuckets(Connection holder) throws SQLException {
        holder.setAutoCommit(false);
        var buckets = IntStream.range(0, Outbox.BUCKETS).boxed().toList();
        assertThat(new OutboxRows(holder).lock(buckets)).isEqualTo(buckets);
    }

    @Test
    void replicas_share_the_work() {
        var key = new Random(3);
        var events = IntStream.range(0, 4_000)
                .mapToObj(n -> EventApp.event("relay:shared", "key-" + key.nextInt(500), n))
                .toList();
        try (var quiet = new EventApp(database, Backends.kafka(), Map.of("usher.kafka.enabled", "false"))) {
            quiet.transactions().write(() -> quiet.outbox().append(events));
        }
        try (var one = app();
                var two = app();
                var listener = new Listener(Backends.kafka(), "relay.shared")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> one.unpublished() == 0 && two.unpublished() == 0);
            await().atMost(Duration.ofSeconds(20)).until(() -> listener.heard().size() >= events.size());
            assertThat(OutboxOrder.firstOccurrences(listener.heard())).isEqualTo(OutboxOrder.perKey(events));
            assertThat(listener.heard()).hasSize(events.size());
        }
    }

    @Test
    void the_published_is_pruned_after_its_time_and_the_rest_is_not() {
        var clock = MutableClock.at(Instant.now());
        try (var app = new EventApp(database, Backends.kafka(), Map.of(), clock)) {
            for (int n = 0; n < 20; n++) {
                app.publish(EventApp.event("relay:pruned", "k", n));
            }
            await().atMost(Duration.ofSeconds(5)).until(() -> app.unpublished() == 0);
            clock.advance(Duration.ofDays(7).minusSeconds(1));
            prune(app, clock);
            assertThat(app.count("SELECT count(*) FROM outbox")).isEqualTo(20);
            clock.advance(Duration.ofSeconds(2));
            app.execute("UPDATE outbox SET published_at = NULL, parked_at = now() WHERE key = 'k' AND seq % 2 = 0");
            prune(app, clock);
            assertThat(app.count("SELECT count(*) FROM outbox")).isEqualTo(10);
            assertThat(app.count("SELECT count(*) FROM outbox WHERE parked_at IS NULL"))
                    .isZero();
        }
    }

    private void prune(EventApp app, Clock clock) {
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            var upkeep = new OutboxUpkeep(app.bean(EventSettings.class), clock, new SimpleMeterRegistry());
            upkeep.run(new OutboxRows(connection), connection);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private EventApp app() {
        return new EventApp(database, Backends.kafka(), new HashMap<>());
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
