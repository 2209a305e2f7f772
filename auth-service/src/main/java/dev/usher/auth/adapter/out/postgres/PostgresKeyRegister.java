package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.KeyRegister;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.PublishedKey;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.kernel.store.Transactions;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The table {@code published_key}. The first replica that publishes a key says so in the audit log. */
@Singleton
final class PostgresKeyRegister implements KeyRegister {
    private static final String INSERT =
            "insert into published_key (kid, jwk, since, until) values (?, ?, ?, ?) on conflict (kid) do nothing";
    private static final String PROLONG = "update published_key set until = ? where kid = ? and until < ?";
    private static final String FORGET = "delete from published_key where until <= ?";
    private static final String ALL =
            "select kid, jwk, since, until from published_key where until > ? order by since, kid";
    private static final Client OPERATOR = new Client("", "");

    private final JdbcOperations jdbc;
    private final AuditLog audit;
    private final Transactions transactions;

    PostgresKeyRegister(JdbcOperations jdbc, AuditLog audit, Transactions transactions) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.transactions = transactions;
    }

    @Override
    public List<PublishedKey> publish(Collection<PublishedKey> keys, Instant now) {
        return keys.isEmpty()
                ? transactions.read(() -> all(now))
                : transactions.write(() -> {
                    forget(now);
                    // In one order, or two replicas would wait for each other.
                    keys.stream()
                            .sorted((one, other) -> one.kid().compareTo(other.kid()))
                            .forEach(key -> publish(key, now));
                    return all(now);
                });
    }

    private void publish(PublishedKey key, Instant now) {
        if (insert(key)) {
            audit.append(SecurityEvent.about(SecurityEvent.Kind.SIGNING_KEYS_CHANGED, null, OPERATOR, now));
        } else {
            jdbc.prepareStatement(PROLONG, statement -> {
                statement.setObject(1, time(key.until()));
                statement.setString(2, key.kid());
                statement.setObject(3, time(key.until()));
                return statement.executeUpdate();
            });
        }
    }

    private boolean insert(PublishedKey key) {
        return jdbc.prepareStatement(INSERT, statement -> {
            statement.setString(1, key.kid());
            statement.setString(2, key.jwk());
            statement.setObject(3, time(key.since()));
            statement.setObject(4, time(key.until()));
            return statement.executeUpdate() == 1;
        });
    }

    private void forget(Instant now) {
        jdbc.prepareStatement(FORGET, statement -> {
            statement.setObject(1, time(now));
            return statement.executeUpdate();
        });
    }

    private List<PublishedKey> all(Instant now) {
        return jdbc.prepareStatement(ALL, statement -> {
            statement.setObject(1, time(now));
            return rows(statement);
        });
    }

    private static List<PublishedKey> rows(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            var keys = new ArrayList<PublishedKey>();
            while (rows.next()) {
                keys.add(new PublishedKey(
                        rows.getString("kid"),
                        rows.getString("jwk"),
                        rows.getObject("since", OffsetDateTime.class).toInstant(),
                        rows.getObject("until", OffsetDateTime.class).toInstant()));
            }
            return keys;
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
