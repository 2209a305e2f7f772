package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log in PostgreSQL, where a trigger keeps it append-only. */
@Singleton
final class PostgresAuditLog implements AuditLog {
    /** An account that is being deleted must not come back by its name here. */
    private static final String INSERT = """
            insert into security_event (id, kind, actor_id, subject_id, session_id, ip, user_agent, created_at)
            values (?, ?, (select id from account where id = ?), (select id from account where id = ?), ?, ?, ?, ?)""";

    private static final String FOUND = """
            from security_event
             where (?::text is null or kind = ?::text)
               and (?::uuid is null or actor_id = ?::uuid)
               and (?::uuid is null or subject_id = ?::uuid)
               and (?::text is null or ip = ?::text)
               and (?::timestamptz is null or created_at >= ?::timestamptz)
               and (?::timestamptz is null or created_at < ?::timestamptz)""";

    private static final int CONDITIONS = 12;
    private static final String COUNT = "select count(*) " + FOUND;
    private static final String NEWEST_FIRST =
            "select * " + FOUND + " order by created_at desc, id desc limit ? offset ?";
    private static final String OLDEST_FIRST = "select * " + FOUND + " order by created_at, id limit ? offset ?";

    private static final String FORGET = """
            update security_event
               set actor_id = nullif(actor_id, ?), subject_id = nullif(subject_id, ?), session_id = null,
                   ip = case when actor_id is null or actor_id = ? then null else ip end,
                   user_agent = case when actor_id is null or actor_id = ? then null else user_agent end
             where actor_id = ? or subject_id = ?""";

    private static final String PRUNE = """
            delete from security_event where id in (
                select id from security_event where created_at < ? order by created_at, id limit ?)""";

    private final JdbcOperations jdbc;
    private final Transactions transactions;

    PostgresAuditLog(JdbcOperations jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public void append(SecurityEvent event) {
        transactions.write(() -> jdbc.prepareStatement(INSERT, statement -> {
            statement.setObject(1, event.id());
            statement.setString(2, event.kind().wire());
            statement.setObject(3, value(event.actor()));
            statement.setObject(4, value(event.subject()));
            statement.setObject(
                    5,
                    Optional.ofNullable(event.session()).map(SessionId::value).orElse(null));
            statement.setString(6, event.client().ip());
            statement.setString(7, event.client().userAgent());
            statement.setObject(8, time(event.at()));
            return statement.executeUpdate();
        }));
    }

    @Override
    public Page<SecurityEvent> list(Filter filter, PageRequest page) {
        var oldestFirst = !page.sort().isEmpty() && !page.sort().getFirst().descending();
        return transactions.read(() -> new Page<>(
                jdbc.prepareStatement(oldestFirst ? OLDEST_FIRST : NEWEST_FIRST, statement -> {
                    bind(statement, filter);
                    statement.setInt(CONDITIONS + 1, page.size());
                    statement.setInt(CONDITIONS + 2, page.offset());
                    return rows(statement);
                }),
                jdbc.prepareStatement(COUNT, statement -> {
                    bind(statement, filter);
                    try (var counted = statement.executeQuery()) {
                        counted.next();
                        return counted.getLong(1);
                    }
                })));
    }

    @Override
    public void forget(AccountId account) {
        transactions.write(() -> jdbc.prepareStatement(FORGET, statement -> {
            for (var parameter = 1; parameter <= 6; parameter++) {
                statement.setObject(parameter, account.value());
            }
            return statement.executeUpdate();
        }));
    }

    @Override
    public int prune(Instant before, int limit) {
        return transactions.write(() -> jdbc.prepareStatement(PRUNE, statement -> {
            statement.setObject(1, time(before));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }));
    }

    private static void bind(PreparedStatement statement, Filter filter) throws SQLException {
        var kind = filter.kind();
        @Nullable
        Object[] values = {
            kind == null ? null : kind.wire(),
            value(filter.actor()),
            value(filter.subject()),
            filter.ip(),
            time(filter.from()),
            time(filter.until())
        };
        for (var i = 0; i < values.length; i++) {
            statement.setObject(2 * i + 1, values[i]);
            statement.setObject(2 * i + 2, values[i]);
        }
    }

    private static List<SecurityEvent> rows(PreparedStatement statement) throws SQLException {
        var events = new ArrayList<SecurityEvent>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                events.add(event(rows));
            }
        }
        return events;
    }

    private static SecurityEvent event(ResultSet row) throws SQLException {
        var kind = SecurityEvent.Kind.fromWire(row.getString("kind"));
        return new SecurityEvent(
                row.getObject("id", UUID.class),
                kind.orElseThrow(() -> new IllegalStateException("the audit log has a kind that nobody knows")),
                account(row, "actor_id"),
                account(row, "subject_id"),
                Optional.ofNullable(row.getObject("session_id", UUID.class))
                        .map(SessionId::new)
                        .orElse(null),
                new Client(text(row, "ip"), text(row, "user_agent")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable AccountId account(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class))
                .map(AccountId::new)
                .orElse(null);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static @Nullable UUID value(@Nullable AccountId account) {
        return account == null ? null : account.value();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
