package dev.usher.kernel.event;

import io.micronaut.context.annotation.Requires;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Where events leave: they are stored in the transaction that is open, so they are published if and only if it commits,
 * and reach Kafka however the process ends after that. Publishing starts right after the commit.
 */
@Singleton
@Requires(property = "datasources.default.enabled", value = "true", defaultValue = "true")
public final class Outbox {
    static final int BUCKETS = 16;
    /** Names our advisory locks of a transaction that appends: its second number is a turn. */
    private static final int APPEND_LOCK = 0x7573_6801;
    /** More than buckets, so that writers of different keys seldom wait; few, so that a mass change fits the lock table. */
    private static final int TURNS = 1024;

    /**
     * Transactions that append for one key take turns from here to their commit: the order of seq is then the order of
     * the commits. The lock comes first, the number is drawn after it.
     */
    private static final String INSERT = """
            WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(?, ?))
            INSERT INTO outbox (bucket, id, type, source, key, time, dataschema, data, stored_at)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ? FROM turn""";

    private final TransactionOperations<Connection> transactions;
    private final RelaySignal signal;
    private final Clock clock;

    Outbox(TransactionOperations<Connection> transactions, RelaySignal signal, Clock clock) {
        this.transactions = transactions;
        this.signal = signal;
        this.clock = clock;
    }

    /** @throws IllegalStateException outside a transaction */
    public void append(Event event) {
        append(List.of(event));
    }

    /**
     * Appends many at once. Events of one key keep their order.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void append(Collection<Event> events) {
        var transaction = transactions
                .findTransactionStatus()
                .orElseThrow(() -> new IllegalStateException("An event leaves in the transaction of its change only"));
        insert(events);
        int buckets =
                events.stream().mapToInt(event -> 1 << bucket(event.key())).reduce(0, (a, b) -> a | b);
        transaction.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.raise(buckets);
            }
        });
    }

    private void insert(Collection<Event> events) {
        // Always in the order of the turns: two transactions with many events cannot wait for each other.
        var inTurn = events.stream()
                .sorted(Comparator.comparingInt(event -> turn(event.key())))
                .toList();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        try (var statement = transactions.getConnection().prepareStatement(INSERT)) {
            for (var event : inTurn) {
                bind(statement, event, now);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException failure) {
            throw new DataAccessException("outbox", failure);
        }
    }

    private static void bind(PreparedStatement statement, Event event, OffsetDateTime now) throws SQLException {
        statement.setInt(1, APPEND_LOCK);
        statement.setInt(2, turn(event.key()));
        statement.setShort(3, (short) bucket(event.key()));
        statement.setObject(4, event.id());
        statement.setString(5, event.type());
        statement.setString(6, event.source());
        statement.setString(7, event.key());
        statement.setObject(8, event.time().atOffset(ZoneOffset.UTC));
        statement.setString(9, event.dataschema());
        statement.setBytes(10, event.data());
        statement.setObject(11, now);
    }

    static int bucket(String key) {
        return spread(key) & BUCKETS - 1;
    }

    private static int turn(String key) {
        return spread(key) & TURNS - 1;
    }

    /** Of the hash that the language specifies: every version of the service puts a key into the same bucket. */
    private static int spread(String key) {
        int hash = key.hashCode();
        return hash ^ hash >>> 16;
    }
}
