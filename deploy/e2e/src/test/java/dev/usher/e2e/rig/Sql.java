package dev.usher.e2e.rig;

import dev.usher.kernel.testing.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into a database past its service. */
final class Sql {
    private Sql() {}

    /** The first column of every row. */
    static List<String> texts(Database database, String sql, Object... values) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var texts = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The one number that the query gives. */
    static long count(Database database, String sql, Object... values) {
        return Long.parseLong(texts(database, sql, values).getFirst());
    }

    static void run(Database database, String sql) {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
