package dev.usher.notification.adapter.out.postgres;

import static dev.usher.notification.adapter.out.postgres.NotificationRow.time;

import dev.usher.kernel.event.ErasedUsers;
import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.value.Ids;
import dev.usher.kernel.value.Page;
import dev.usher.kernel.value.PageRequest;
import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Lane;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.ParkReason;
import dev.usher.notification.domain.Status;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Each method is one statement, so one atomic change also where no transaction is open. Rings the bell for new mails. */
@Singleton
final class PostgresLedger implements Ledger {
    private final Statements statements;
    private final Transactions transactions;
    private final ErasedUsers erasedUsers;
    private final Doorbell bell;

    PostgresLedger(Statements statements, Transactions transactions, ErasedUsers erasedUsers, Doorbell bell) {
        this.statements = statements;
        this.transactions = transactions;
        this.erasedUsers = erasedUsers;
        this.bell = bell;
    }

    @Override
    public boolean add(Notification notification) {
        var user = notification.userId();
        return user == null
                ? insert(notification)
                : transactions.write(() -> !erasedUsers.contains(user) && insert(notification));
    }

    private boolean insert(Notification notification) {
        var added = statements.run(LedgerSql.ADD, statement -> {
                    NotificationRow.bind(statement, notification);
                    return statement.executeUpdate();
                })
                == 1;
        if (added && notification.status() == Status.PENDING) {
            statements.afterCommit(bell::ring);
        }
        return added;
    }

    @Override
    public List<Claim> claim(Lane last, Set<String> except, int limit, Duration lease, Instant now) {
        var token = Ids.next(now);
        return statements
                .run(LedgerSql.CLAIM, statement -> {
                    statement.setInt(1, last.rank());
                    statement.setObject(2, time(now));
                    statement.setArray(3, statement.getConnection().createArrayOf("text", except.toArray()));
                    statement.setInt(4, limit);
                    statement.setObject(5, token);
                    statement.setLong(6, lease.toMillis());
                    return rows(statement);
                })
                .stream()
                .map(mail -> new Claim(mail, token))
                // RETURNING keeps no order.
                .sorted(Claim.ORDER)
                .toList();
    }

    @Override
    public boolean holds(Claim claim) {
        return statements.run(LedgerSql.HOLDS, statement -> {
            statement.setObject(1, claim.mail().id());
            statement.setObject(2, claim.lease());
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        });
    }

    @Override
    public void renew(Collection<Claim> claims, Duration lease) {
        statements.run(LedgerSql.RENEW, statement -> {
            statement.setLong(1, lease.toMillis());
            bind(statement, 2, claims);
            return statement.executeUpdate();
        });
    }

    @Override
    public void release(Collection<Claim> claims, @Nullable String error) {
        statements.run(LedgerSql.RELEASE, statement -> {
            statement.setString(1, error);
            bind(statement, 2, claims);
            return statement.executeUpdate();
        });
    }

    @Override
    public boolean sent(Claim claim, Instant at) {
        if (claim.mail().kind() == Kind.ACCOUNT_DELETED) {
            return statements.run(LedgerSql.FORGET_SENT, statement -> {
                        statement.setObject(1, claim.mail().id());
                        statement.setObject(2, claim.lease());
                        return statement.executeUpdate();
                    })
                    == 1;
        }
        return finish(claim, Status.SENT, null, null, at, null);
    }

    @Override
    public boolean retry(Claim claim, Instant nextAttemptAt, String error) {
        return finish(claim, Status.PENDING, nextAttemptAt, error, null, null);
    }

    @Override
    public boolean park(Claim claim, ParkReason reason, String error, Instant at) {
        return finish(claim, Status.PARKED, null, error, null, at);
    }

    private boolean finish(
            Claim claim,
            Status status,
            @Nullable Instant nextAttemptAt,
            @Nullable String error,
            @Nullable Instant sentAt,
            @Nullable Instant parkedAt) {
        return statements.run(LedgerSql.FINISH, statement -> {
                    statement.setString(1, status.wire());
                    statement.setObject(2, time(nextAttemptAt));
                    statement.setString(3, error);
                    statement.setObject(4, time(sentAt));
                    statement.setObject(5, time(parkedAt));
                    statement.setObject(6, claim.mail().id());
                    statement.setObject(7, claim.lease());
                    return statement.executeUpdate();
                })
                == 1;
    }

    @Override
    public void erase(UUID user, String address) {
        transactions.write(() -> {
            erasedUsers.add(user);
            statements.run(LedgerSql.ERASE, statement -> {
                statement.setObject(1, user);
                statement.setString(2, address);
                return statement.executeUpdate();
            });
        });
    }

    @Override
    public int forgetFarewells(Instant parkedBefore) {
        return statements.run(LedgerSql.FORGET_FAREWELLS, statement -> {
            statement.setObject(1, time(parkedBefore));
            return statement.executeUpdate();
        });
    }

    @Override
    public boolean redrive(UUID id, Instant now) {
        var due = statements.run(LedgerSql.REDRIVE, statement -> {
                    statement.setObject(1, time(now));
                    statement.setObject(2, id);
                    return statement.executeUpdate();
                })
                == 1;
        if (due) {
            statements.afterCommit(bell::ring);
        }
        return due;
    }

    @Override
    public int redrive(@Nullable Kind kind, Instant parkedBefore, int limit, Instant now) {
        var wire = kind == null ? null : kind.wire();
        var due = statements.run(LedgerSql.REDRIVE_PARKED, statement -> {
            statement.setObject(1, time(now));
            statement.setObject(2, time(parkedBefore));
            statement.setString(3, wire);
            statement.setString(4, wire);
            statement.setInt(5, limit);
            return statement.executeUpdate();
        });
        if (due > 0) {
            statements.afterCommit(bell::ring);
        }
        return due;
    }

    @Override
    public int reclaim() {
        return statements.run(LedgerSql.RECLAIM, PreparedStatement::executeUpdate);
    }

    @Override
    public Optional<Notification> find(UUID id) {
        return statements
                .run(LedgerSql.FIND, statement -> {
                    statement.setObject(1, id);
                    return rows(statement);
                })
                .stream()
                .findFirst();
    }

    @Override
    public Page<Notification> list(Filter filter, PageRequest page) {
        var newestFirst = page.sort().isEmpty() || page.sort().getFirst().descending();
        return transactions.read(() -> new Page<>(
                statements.run(newestFirst ? LedgerSql.NEWEST_FIRST : LedgerSql.OLDEST_FIRST, statement -> {
                    bind(statement, filter);
                    statement.setInt(4, page.size());
                    statement.setInt(5, page.offset());
                    return rows(statement);
                }),
                statements.run(LedgerSql.COUNT, statement -> {
                    bind(statement, filter);
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                })));
    }

    @Override
    public List<Notification> after(Filter filter, Place place, boolean newestFirst, int limit) {
        return statements.run(newestFirst ? LedgerSql.NEWEST_AFTER : LedgerSql.OLDEST_AFTER, statement -> {
            bind(statement, filter);
            statement.setObject(4, time(place.createdAt()));
            statement.setObject(5, place.id());
            statement.setInt(6, limit);
            return rows(statement);
        });
    }

    @Override
    public List<Notification> about(UUID user, int limit) {
        return statements.run(LedgerSql.ABOUT, statement -> {
            statement.setObject(1, user);
            statement.setInt(2, limit);
            return rows(statement);
        });
    }

    @Override
    public Backlog backlog() {
        return statements.run(LedgerSql.BACKLOG, statement -> {
            var parts = new ArrayList<Backlog.Part>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    parts.add(NotificationRow.part(rows));
                }
            }
            return new Backlog(parts);
        });
    }

    private static void bind(PreparedStatement statement, Filter filter) throws SQLException {
        statement.setString(1, filter.status() == null ? null : filter.status().wire());
        statement.setString(2, filter.kind() == null ? null : filter.kind().wire());
        statement.setString(3, filter.recipient());
    }

    private static void bind(PreparedStatement statement, int first, Collection<Claim> claims) throws SQLException {
        var ids = claims.stream().map(claim -> claim.mail().id()).toArray();
        var leases = claims.stream().map(Claim::lease).toArray();
        statement.setArray(first, statement.getConnection().createArrayOf("uuid", ids));
        statement.setArray(first + 1, statement.getConnection().createArrayOf("uuid", leases));
    }

    private static List<Notification> rows(PreparedStatement statement) throws SQLException {
        var found = new ArrayList<Notification>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(NotificationRow.read(rows));
            }
        }
        return found;
    }
}
