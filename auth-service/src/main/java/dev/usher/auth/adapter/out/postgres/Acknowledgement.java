package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.application.port.Sessions.Acknowledged;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SessionId;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The durable step of a refresh, as one statement in the transaction that is open, and its look without a step. */
@Singleton
final class Acknowledgement {
    /**
     * Takes the row lock, so that it is either before or after whatever ends the session; then moves the session on, or
     * ends it if its account says so. Answers how a living session stood before. Where there is nothing to note, because
     * the generation was noted before, it only reads: a hundred uses of one token at once must not queue for the lock.
     */
    private static final String SQL = """
            with given (session_id, generation, now, ip, user_agent) as (
                values (?::uuid, ?::int, ?::timestamptz, ?::text, ?::text)),
            noted as (
                select a.*, s.generation, s.rotated_at
                  from given g join session s on s.id = g.session_id join account a on a.id = s.user_id
                 where s.generation >= g.generation and s.ended_at is null and s.absolute_until > g.now
                   and a.status = 'active' and a.session_epoch = s.session_epoch),
            known as (
                select a.*, s.id as session_id, s.generation, s.rotated_at, s.ended_at,
                       s.ended_at is null and s.absolute_until > g.now and a.status = 'active'
                           and a.session_epoch = s.session_epoch as alive
                  from given g join session s on s.id = g.session_id join account a on a.id = s.user_id
                 where not exists (select from noted)
                   for update of s),
            moved as (
                update session s
                   set generation = g.generation, rotated_at = g.now,
                       last_used_at = greatest(s.last_used_at, g.now), ip = g.ip, user_agent = g.user_agent
                  from known k, given g
                 where s.id = k.session_id and k.alive and s.generation < g.generation),
            ended as (
                update session s
                   set ended_at = g.now, ended_reason = 'cut_off'
                  from known k, given g
                 where s.id = k.session_id and not k.alive and k.ended_at is null)
            select id, email, email_key, email_verified, first_name, last_name, locale, roles, status, epoch,
                   session_epoch, created_at, generation, rotated_at
              from known
             where alive
             union all
            select id, email, email_key, email_verified, first_name, last_name, locale, roles, status, epoch,
                   session_epoch, created_at, generation, rotated_at
              from noted""";

    private static final String FIND = """
            select a.*, s.generation, s.rotated_at
              from session s join account a on a.id = s.user_id
             where s.id = ? and s.ended_at is null and s.absolute_until > ? and a.status = 'active'
               and a.session_epoch = s.session_epoch""";

    private final JdbcOperations jdbc;

    Acknowledgement(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Acknowledged> execute(SessionId id, int generation, Client client, Instant now) {
        return jdbc.prepareStatement(SQL, statement -> {
            statement.setObject(1, id.value());
            statement.setInt(2, generation);
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            statement.setString(4, client.ip());
            statement.setString(5, client.userAgent());
            return acknowledged(statement);
        });
    }

    Optional<Acknowledged> find(SessionId id, Instant now) {
        return jdbc.prepareStatement(FIND, statement -> {
            statement.setObject(1, id.value());
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            return acknowledged(statement);
        });
    }

    private static Optional<Acknowledged> acknowledged(PreparedStatement statement) throws SQLException {
        try (var found = statement.executeQuery()) {
            return found.next()
                    ? Optional.of(new Acknowledged(
                            AccountRow.account(found), found.getInt("generation"), instant(found, "rotated_at")))
                    : Optional.empty();
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
