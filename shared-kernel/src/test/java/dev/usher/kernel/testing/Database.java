package dev.usher.kernel.testing;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A database with a role that owns it and sees no other. */
public record Database(String jdbcUrl, String username, String password) {
    /** Opens a connection of its own each time; no pool. */
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setUser(username);
        source.setPassword(password);
        return source;
    }

    /**
     * As an administrator: makes another database on the same server and a role of the same name that owns it, where they
     * do not exist. No other role may connect to it.
     */
    public Database createDatabase(String name, String secret) {
        var url = jdbcUrl.replaceFirst("/[^/?]*(\\?.*)?$", "/" + name + "$1");
        return PostgresRoles.create(this, new Database(url, name, secret));
    }

    /** {@code 18.6}, as the server says. */
    public String serverVersion() {
        return PostgresRoles.version(this);
    }

    @Override
    public String toString() {
        return username + " at " + jdbcUrl;
    }
}
