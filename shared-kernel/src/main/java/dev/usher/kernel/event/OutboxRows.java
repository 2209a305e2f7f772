package dev.usher.kernel.event;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** The outbox as its relay sees it, over the relay's own connection. Every method but the last two needs a transaction. */
final class OutboxRows {
    /** Names our advisory locks of a relay that publishes: the second number is the bucket. */
    private static final int RELAY_LOCK = 0x7573_6802;

    private static final int FETCHED_AT_ONCE = 100;
    /** In bytes of data, so that a batch of large events does not fill the memory. */
    private static final int LARGEST_BATCH = 4 * 1024 * 1024;

    private static final String LOCK =
            "SELECT b FROM unnest(?) b WHERE pg_try_advisory_xact_lock(" + RELAY_LOCK + ", b)";
    private static final String OLDEST = """
            SELECT o.* FROM unnest(?) b CROSS JOIN LATERAL (
                SELECT seq, id, type, source, key, time, dataschema, data FROM outbox
                WHERE bucket = b AND published_at IS NULL AND parked_at IS NULL
                  AND type <> ALL (?) AND key <> ALL (?)
                ORDER BY seq LIMIT ?) o
            ORDER BY o.seq""";
    private static final String WAITING = """
            SELECT b FROM generate_series(0, ?) b WHERE EXISTS (
                SELECT FROM outbox WHERE bucket = b AND published_at IS NULL AND parked_at IS NULL)""";
    private static final String PUBLISHED = "UPDATE outbox SET published_at = ? WHERE seq = ANY (?)";
    private static final String PARK = "UPDATE outbox SET parked_at = ?, parked_reason = ? WHERE seq = ?";
    private static final String PRUNE = """
            DELETE FROM outbox WHERE seq IN (
                SELECT seq FROM outbox WHERE published_at < ? ORDER BY published_at LIMIT ?)""";
    private static final String BACKLOG = """
            SELECT (SELECT count(*) FROM outbox WHERE published_at IS NULL AND parked_at IS NULL),
                   (SELECT min(stored_at) FROM outbox WHERE published_at IS NULL AND parked_at IS NULL),
                   (SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL)""";

    record Row(long seq, Event event) {}

    private final Connection connection;

    OutboxRows(Connection connection) {
        this.connection = connection;
    }

    /** Locks buckets until the end of the transaction; answers those that no other relay holds. */
    List<Integer> lock(Collection<Integer> buckets) throws SQLException {
        try (var statement = connection.prepareStatement(LOCK)) {
            statement.setArray(1, integers(buckets));
            return numbers(statement.executeQuery());
        }
    }

    /** The oldest unpublished rows of the buckets in the order of seq, without those types and keys. */
    List<Row> oldest(Collection<Integer> buckets, Collection<String> types, Collection<String> keys, int limit)
            throws SQLException {
        try (var statement = connection.prepareStatement(OLDEST)) {
            statement.setFetchSize(FETCHED_AT_ONCE);
            statement.setArray(1, integers(buckets));
            statement.setArray(2, texts(types));
            statement.setArray(3, texts(keys));
            statement.setInt(4, Math.max(1, limit / buckets.size()));
            var rows = new ArrayList<Row>();
            try (var result = statement.executeQuery()) {
                for (int bytes = 0; bytes < LARGEST_BATCH && result.next(); ) {
                    var row = row(result);
                    rows.add(row);
                    bytes += row.event().data() == null ? 0 : row.event().data().length;
                }
            }
            return rows;
        }
    }

    private static Row row(ResultSet result) throws SQLException {
        return new Row(
                result.getLong("seq"),
                new Event(
                        result.getObject("id", UUID.class),
                        result.getString("type"),
                        result.getString("source"),
                        result.getString("key"),
                        result.getObject("time", OffsetDateTime.class).toInstant(),
                        result.getString("dataschema"),
                        result.getBytes("data")));
    }

    void published(Collection<Long> seqs, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(PUBLISHED)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setArray(2, connection.createArrayOf("bigint", seqs.toArray()));
            statement.executeUpdate();
        }
    }

    void park(long seq, String reason, Instant now) throws SQLException {
        try (var statement = connection.prepareStatement(PARK)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setString(2, reason);
            statement.setLong(3, seq);
            statement.executeUpdate();
        }
    }

    /** The buckets that have unpublished rows. */
    List<Integer> waiting() throws SQLException {
        try (var statement = connection.prepareStatement(WAITING)) {
            statement.setInt(1, Outbox.BUCKETS - 1);
            return numbers(statement.executeQuery());
        }
    }

    /** @param limit at most so many at once: a clock that jumps must not empty the table */
    int prune(Instant before, int limit) throws SQLException {
        try (var statement = connection.prepareStatement(PRUNE)) {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }
    }

    Backlog backlog() throws SQLException {
        try (var statement = connection.prepareStatement(BACKLOG);
                var result = statement.executeQuery()) {
            result.next();
            var oldest = result.getObject(2, OffsetDateTime.class);
            return new Backlog(result.getLong(1), oldest == null ? null : oldest.toInstant(), result.getLong(3));
        }
    }

    private Array integers(Collection<Integer> values) throws SQLException {
        return connection.createArrayOf("integer", values.toArray());
    }

    private Array texts(Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static List<Integer> numbers(ResultSet result) throws SQLException {
        try (result) {
            var numbers = IntStream.builder();
            while (result.next()) {
                numbers.add(result.getInt(1));
            }
            return numbers.build().boxed().toList();
        }
    }
}
