package dev.usher.kernel.event;

import dev.usher.kernel.store.Migrations;
import dev.usher.kernel.store.UnpooledConnections;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the outbox, at least once and in the order of each key: one thread and one connection of its own, so that
 * no request ever waits for it. It begins right after a commit of this process, and looks every second for what
 * another one left. Replicas share the buckets: who publishes a bucket holds its lock until the rows are marked, and a
 * relay that stops answering loses it after {@link #IDLE_LIMIT}. There is no "greater than the last id": a row that is
 * not marked is not published, whenever it was committed.
 */
@Context
@Requires(beans = {Publisher.class, Migrations.class})
final class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    /** Leaves something for another replica. */
    private static final int BUCKETS_AT_ONCE = 8;

    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration CONTENDED = Duration.ofMillis(5);
    private static final int LONGEST_CONTENDED = 20;
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    /** Longer than a batch can take; then the server ends the session and with it the locks. */
    private static final Duration IDLE_LIMIT = Duration.ofSeconds(25);
    /** Keys of one partition may fail while others get through: they step back, so that they do not fill every batch. */
    private static final long DEFERRED_NANOS = Duration.ofSeconds(10).toNanos();

    private static final int MOST_DEFERRED = 1_000;

    private final Publisher publisher;
    private final BlockedTopics topics;
    private final RelaySignal signal;
    private final Migrations migrations;
    private final UnpooledConnections connections;
    private final OutboxUpkeep upkeep;
    private final Clock clock;
    private final Thread worker =
            Thread.ofPlatform().name("outbox-relay").daemon().unstarted(this::work);
    private final Backoff backoff = new Backoff();
    private final Map<String, Long> deferredKeys = new HashMap<>();
    private volatile boolean stopping;
    private int dirty;
    private int contended;
    private long sweptAt = System.nanoTime() - SWEEP.toNanos();

    OutboxRelay(
            Publisher publisher,
            BlockedTopics topics,
            RelaySignal signal,
            Migrations migrations,
            UnpooledConnections connections,
            OutboxUpkeep upkeep,
            Clock clock) {
        this.publisher = publisher;
        this.topics = topics;
        this.signal = signal;
        this.migrations = migrations;
        this.connections = connections;
        this.upkeep = upkeep;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        worker.start();
    }

    /** The batch in hand is finished, and what was raised before is published. */
    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        signal.raise(0);
        if (!worker.join(STOP)) {
            worker.interrupt();
        }
    }

    private void work() {
        try {
            migrations.awaitDone();
            while (!stopping) {
                session();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One connection's life. Whatever ends it, the next begins: nothing may end this thread while the process lives. */
    private void session() throws InterruptedException {
        try (var connection = open()) {
            var rows = new OutboxRows(connection);
            while (!stopping) {
                turn(connection, rows);
            }
            lastTurn(connection, rows);
        } catch (SQLException | RuntimeException failure) {
            troubled("the database", failure);
            signal.await(backoff.left());
        }
    }

    private Connection open() throws SQLException {
        var connection = connections.open("relay", ANSWER);
        try (var statement = connection.createStatement()) {
            // A mark that a crash of the server takes back means one more delivery, and those are harmless.
            statement.execute("SET synchronous_commit = off; SET statement_timeout = 4000; SET lock_timeout = 1000;"
                    + " SET idle_in_transaction_session_timeout = "
                    + IDLE_LIMIT.toMillis());
            connection.setAutoCommit(false);
        } catch (SQLException failure) {
            connection.close();
            throw failure;
        }
        return connection;
    }

    private void turn(Connection connection, OutboxRows rows) throws SQLException, InterruptedException {
        dirty |= signal.await(pause());
        if (System.nanoTime() - sweptAt >= SWEEP.toNanos()) {
            sweptAt = System.nanoTime();
            dirty |= mask(rows.waiting());
            upkeep.run(rows, connection);
            connection.commit();
            if (dirty == 0) {
                recovered();
            }
        }
        if (dirty != 0 && backoff.left().isZero()) {
            pass(connection, rows);
        }
    }

    private void lastTurn(Connection connection, OutboxRows rows) throws SQLException, InterruptedException {
        dirty |= signal.await(Duration.ZERO);
        if (dirty != 0 && !backoff.isOn()) {
            pass(connection, rows);
        }
    }

    private Duration pause() {
        var sweep = Duration.ofNanos(Math.max(0, sweptAt + SWEEP.toNanos() - System.nanoTime()));
        if (dirty == 0) {
            return sweep;
        }
        var retry = backoff.isOn() ? backoff.left() : CONTENDED.multipliedBy(Math.min(contended, LONGEST_CONTENDED));
        return retry.compareTo(sweep) < 0 ? retry : sweep;
    }

    private void pass(Connection connection, OutboxRows rows) throws SQLException, InterruptedException {
        var locked = rows.lock(someDirty());
        contended = locked.isEmpty() ? contended + 1 : 0;
        if (!locked.isEmpty()) {
            deferredKeys.values().removeIf(until -> until - System.nanoTime() <= 0);
            var oldest = rows.oldest(locked, topics.types(), deferredKeys.keySet(), BATCH);
            var batch = new Batch(publisher, topics);
            batch.publish(oldest);
            mark(rows, batch);
            connection.commit();
            // Where a bucket filled its share there may be more; otherwise the next commit raises it again.
            boolean more = oldest.size() >= BATCH / locked.size() || batch.done() < oldest.size();
            dirty = more ? dirty : dirty & ~mask(locked);
            judge(batch, locked);
        } else {
            connection.commit();
        }
    }

    private void mark(OutboxRows rows, Batch batch) throws SQLException {
        var now = clock.instant();
        if (!batch.published().isEmpty()) {
            rows.published(batch.published(), now);
            upkeep.published(batch.published().size());
        }
        for (var refused : batch.refused().entrySet()) {
            LOG.error("Kafka refuses the event in outbox row {}: {}", refused.getKey(), refused.getValue());
            rows.park(refused.getKey(), refused.getValue(), now);
        }
    }

    private void judge(Batch batch, List<Integer> locked) {
        var trouble = batch.trouble();
        if (trouble == null) {
            recovered();
            return;
        }
        dirty |= mask(locked);
        if (!(trouble instanceof RetriableException)) {
            publisher.renew();
        }
        if (batch.published().isEmpty() || deferredKeys.size() > MOST_DEFERRED) {
            troubled("Kafka", trouble);
        } else {
            batch.failedKeys().forEach(key -> deferredKeys.put(key, System.nanoTime() + DEFERRED_NANOS));
        }
    }

    private void troubled(String what, Throwable failure) {
        if (!backoff.isOn()) {
            LOG.warn("Events wait, {} does not take part: {}", what, failure.toString());
        }
        backoff.failed();
        upkeep.troubled(true);
    }

    private void recovered() {
        if (backoff.isOn()) {
            LOG.info("Events are published again");
        }
        backoff.succeeded();
        upkeep.troubled(false);
    }

    /** In another order each time, so that no bucket is always the last. */
    private List<Integer> someDirty() {
        var buckets = new ArrayList<Integer>();
        for (int bucket = 0; bucket < Outbox.BUCKETS; bucket++) {
            if ((dirty & 1 << bucket) != 0) {
                buckets.add(bucket);
            }
        }
        Collections.shuffle(buckets);
        return buckets.subList(0, Math.min(BUCKETS_AT_ONCE, buckets.size()));
    }

    private static int mask(Collection<Integer> buckets) {
        return buckets.stream().mapToInt(bucket -> 1 << bucket).reduce(0, (a, b) -> a | b);
    }
}
