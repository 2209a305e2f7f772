package dev.usher.kernel.upload;

import dev.usher.kernel.store.Transactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much one person may upload: so many in the hour that begins with the first. Counted in PostgreSQL, by one statement,
 * so all replicas of a service count together and a restart forgets nothing; each service counts for itself. What is kept
 * of the person is a SHA-256 of the id, for an hour, so that a deletion finds nothing to delete.
 */
@Singleton
@Requires(property = UploadSettings.STORAGE)
class UploadAllowance {
    static final Duration WINDOW = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(UploadAllowance.class);

    /** No row when the allowance is used up. A window that begins far in the future, from a wrong clock, is over. */
    private static final String TAKE = """
            INSERT INTO upload_allowance AS held (person, since, used) VALUES (?, ?, 1)
            ON CONFLICT (person) DO UPDATE
               SET since = CASE WHEN held.since BETWEEN ? AND ? THEN held.since ELSE excluded.since END,
                   used = CASE WHEN held.since BETWEEN ? AND ? THEN held.used + 1 ELSE 1 END
             WHERE held.used < ? OR held.since NOT BETWEEN ? AND ?""";

    private static final String SINCE = "SELECT since FROM upload_allowance WHERE person = ?";
    private static final String PRUNE = "DELETE FROM upload_allowance WHERE since < ?";

    private final Transactions transactions;
    private final JdbcOperations jdbc;
    private final Clock clock;

    UploadAllowance(Transactions transactions, JdbcOperations jdbc, Clock clock) {
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts one upload. Empty when it is allowed, else how long to wait. */
    Optional<Duration> take(UUID user, int most) {
        var now = clock.instant();
        return transactions.write(() -> {
            if (count(user, most, now)) {
                return Optional.empty();
            }
            var since = since(user).orElse(now);
            return Optional.of(Duration.between(now, since.plus(WINDOW)));
        });
    }

    private boolean count(UUID user, int most, Instant now) {
        var oldest = now.minus(WINDOW).plusNanos(1000);
        var latest = now.plus(WINDOW);
        return jdbc.prepareStatement(TAKE, statement -> {
            statement.setBytes(1, digest(user));
            statement.setObject(2, utc(now));
            statement.setObject(3, utc(oldest));
            statement.setObject(4, utc(latest));
            statement.setObject(5, utc(oldest));
            statement.setObject(6, utc(latest));
            statement.setInt(7, most);
            statement.setObject(8, utc(oldest));
            statement.setObject(9, utc(latest));
            return statement.executeUpdate() == 1;
        });
    }

    private Optional<Instant> since(UUID user) {
        return jdbc.prepareStatement(SINCE, statement -> {
            statement.setBytes(1, digest(user));
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(rows.getObject(1, OffsetDateTime.class).toInstant())
                        : Optional.empty();
            }
        });
    }

    /** Forgets whoever has not uploaded anything for a while. */
    @Scheduled(initialDelay = "5m", fixedDelay = "10m")
    void prune() {
        try {
            var before = utc(clock.instant().minus(WINDOW));
            transactions.write(() -> jdbc.prepareStatement(PRUNE, statement -> {
                statement.setObject(1, before);
                return statement.executeUpdate();
            }));
        } catch (RuntimeException later) {
            LOG.info("upload allowances were not pruned: {}", later.toString());
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static byte[] digest(UUID user) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(user.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
