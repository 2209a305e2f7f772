package dev.usher.kernel.event;

import dev.usher.kernel.store.Transactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Users whose data this service has erased. Topics keep no order among each other, so the event of a sign-up may come
 * after the one of the deletion: whoever stores something about a user asks here first, in the same transaction. What is
 * kept of the user is a SHA-256 of the id, as long as the inbox remembers events.
 */
@Singleton
@Requires(property = "datasources.default.enabled", value = "true", defaultValue = "true")
public final class ErasedUsers {
    /** Names our advisory locks of a user who is written about or erased: its second number is from the id. */
    private static final int ERASE_LOCK = 0x7573_6803;

    private static final String LOCK = "SELECT pg_advisory_xact_lock(?, ?)";
    private static final String LOCK_SHARED = "SELECT pg_advisory_xact_lock_shared(?, ?)";
    private static final String RECORD =
            "INSERT INTO erased_user (digest, erased_at) VALUES (?, ?) ON CONFLICT DO NOTHING";
    private static final String FIND = "SELECT 1 FROM erased_user WHERE digest = ?";
    private static final String FORGET_PUBLISHED = "DELETE FROM outbox WHERE key = ? AND published_at IS NOT NULL";
    private static final String PRUNE = """
            DELETE FROM erased_user WHERE digest IN (
                SELECT digest FROM erased_user WHERE erased_at < ? ORDER BY erased_at LIMIT ?)""";

    private final Transactions transactions;
    private final JdbcOperations jdbc;
    private final Clock clock;

    ErasedUsers(Transactions transactions, JdbcOperations jdbc, Clock clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * To be called before the user's rows are deleted, in the same transaction: waits for those that are being written,
     * so that the deletion finds them. Published events about the user leave the outbox too.
     */
    public void add(UUID user) {
        transactions.write(() -> {
            lock(LOCK, user);
            jdbc.prepareStatement(RECORD, statement -> {
                statement.setBytes(1, digest(user));
                statement.setObject(2, clock.instant().atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            });
            jdbc.prepareStatement(FORGET_PUBLISHED, statement -> {
                statement.setString(1, user.toString());
                return statement.executeUpdate();
            });
        });
    }

    /** While the caller's transaction lasts the answer stays true: nobody erases the user before its end. */
    public boolean contains(UUID user) {
        return transactions.write(() -> {
            // Two statements: one would look with eyes from before the wait for the lock.
            lock(LOCK_SHARED, user);
            return jdbc.prepareStatement(FIND, statement -> {
                statement.setBytes(1, digest(user));
                try (var rows = statement.executeQuery()) {
                    return rows.next();
                }
            });
        });
    }

    private void lock(String sql, UUID user) {
        jdbc.prepareStatement(sql, statement -> {
            statement.setInt(1, ERASE_LOCK);
            statement.setInt(2, user.hashCode());
            return statement.execute();
        });
    }

    /** @param limit at most so many at once */
    int prune(Instant before, int limit) {
        return transactions.write(() -> jdbc.prepareStatement(PRUNE, statement -> {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }));
    }

    private static byte[] digest(UUID user) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(user.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
