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

    @Override
    public String toString() {
        return username + " at " + jdbcUrl;
    }
}
