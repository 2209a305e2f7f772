package dev.usher.kernel.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks for what must not be in a database any more, wherever it might stand. */
public final class Traces {
    private static final String COLUMNS = """
            SELECT table_name, column_name, data_type FROM information_schema.columns
            WHERE table_schema = 'public'
              AND data_type IN ('text', 'character varying', 'character', 'uuid', 'json', 'jsonb', 'bytea', 'ARRAY', 'inet')
            ORDER BY table_name, column_name""";

    private Traces() {}

    /** {@code table.column} of every column of any table that has the text somewhere, in any case. */
    public static List<String> of(Database database, String text) {
        var found = new ArrayList<String>();
        try (var connection = database.dataSource().getConnection();
                var columns = connection.createStatement().executeQuery(COLUMNS)) {
            while (columns.next()) {
                var table = columns.getString("table_name");
                var column = columns.getString("column_name");
                boolean bytes = columns.getString("data_type").equals("bytea");
                if (holds(
                        connection,
                        table,
                        bytes ? "encode(\"" + column + "\", 'escape')" : "\"" + column + "\"",
                        text)) {
                    found.add(table + "." + column);
                }
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
        return found;
    }

    private static boolean holds(Connection connection, String table, String expression, String text)
            throws SQLException {
        // Names from the catalogue of the database, so nothing to inject.
        var sql = "SELECT 1 FROM \"" + table + "\" WHERE position(lower(?) in lower((" + expression
                + ")::text)) > 0 LIMIT 1";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, text);
            try (var rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
