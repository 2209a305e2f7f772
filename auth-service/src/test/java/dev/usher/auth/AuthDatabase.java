package dev.usher.auth;

import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A look into the database of the service, past the service; and accounts changed there without a word to anybody. */
public final class AuthDatabase {
    private final Database database;

    public AuthDatabase(Database database) {
        this.database = database;
    }

    public void disable(AccountId id) {
        update(
                "update account set status = 'disabled', epoch = epoch + 1, session_epoch = session_epoch + 1"
                        + " where id = ?::uuid",
                id.toString());
        update(
                "update session set ended_at = now(), ended_reason = 'cut_off'"
                        + " where user_id = ?::uuid and ended_at is null",
                id.toString());
    }

    public void delete(AccountId id) {
        update("delete from account where id = ?::uuid", id.toString());
    }

    /** Types of the events about the account, oldest first, but for its cut-offs. */
    public List<String> events(AccountId id) {
        return texts("select type from outbox where key = ? and type <> 'session:cutoff' order by seq", id.toString());
    }

    /** What the cut-offs about the account name, oldest first: {@code epoch 1} or {@code sid} and the session. */
    public List<String> cutoffs(AccountId id) {
        return texts(
                "select coalesce('epoch ' || (json ->> 'epoch'), 'sid ' || (json ->> 'sid'))"
                        + " from (select seq, convert_from(data, 'UTF8')::json as json from outbox"
                        + " where key = ? and type = 'session:cutoff') as cutoff order by seq",
                id.toString());
    }

    public int update(String sql, String... arguments) {
        try (var connection = database.dataSource().getConnection();
                var statement = prepare(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column. */
    public List<String> texts(String sql, String... arguments) {
        try (var connection = database.dataSource().getConnection();
                var statement = prepare(connection, sql, arguments);
                var rows = statement.executeQuery()) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, String... arguments)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        for (var i = 0; i < arguments.length; i++) {
            statement.setString(i + 1, arguments[i]);
        }
        return statement;
    }
}
