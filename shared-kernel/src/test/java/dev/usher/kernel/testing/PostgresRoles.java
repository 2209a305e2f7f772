package dev.usher.kernel.testing;

import java.sql.Connection;
import java.sql.SQLException;

/** Databases and their roles, made by the administrator. */
final class PostgresRoles {
    private PostgresRoles() {}

    /** Makes the role and the database it owns, where they do not exist. No other role may connect to it. */
    static Database create(Database admin, Database wanted) {
        var name = wanted.username();
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("not a plain name: " + name);
        }
        try (var connection = admin.dataSource().getConnection();
                var statement = connection.createStatement()) {
            if (isMissing(connection, "select 1 from pg_roles where rolname = ?", name)) {
                statement.execute("create role " + name + " login");
            }
            statement.execute("alter role " + name + " password " + statement.enquoteLiteral(wanted.password()));
            if (isMissing(connection, "select 1 from pg_database where datname = ?", name)) {
                statement.execute("create database " + name + " owner " + name);
                statement.execute("revoke all on database " + name + " from public");
            }
            return wanted;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make database " + name, e);
        }
    }

    private static boolean isMissing(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return !rows.next();
            }
        }
    }

    /** {@code 18.6}, as the server says. */
    static String version(Database admin) {
        try (var connection = admin.dataSource().getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not answer", e);
        }
    }
}
