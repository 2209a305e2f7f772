package dev.usher.kernel.store;

import dev.usher.kernel.problem.Outage;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Where the pool gets its connections from. While the database is down it goes on trying, five times a second, instead
 * of failing: the pool's own pauses after a failure grow to seconds, in which a database that is back would be refused.
 * Nobody but the pool's filler waits here; requests wait at the pool, half a second.
 */
final class PatientDataSource implements DataSource {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(PatientDataSource.class);
    private static final long PAUSE_MILLIS = 200;

    private final String url;
    private final Properties properties;
    private volatile boolean closed;

    PatientDataSource(String url, Properties properties) {
        this.url = url;
        this.properties = properties;
    }

    /** Returns when there is one; throws when waiting would not help, or when the pool is closed meanwhile. */
    @Override
    public Connection getConnection() throws SQLException {
        for (boolean first = true; ; first = false) {
            try {
                var connection = DriverManager.getConnection(url, properties);
                if (!first) {
                    LOG.info("The database answers again");
                }
                return connection;
            } catch (SQLException failure) {
                if (closed || !Outage.is(failure)) {
                    throw failure;
                }
                if (first) {
                    LOG.warn("No connection to the database: {}", failure.getMessage());
                }
                pause(failure);
            }
        }
    }

    private static void pause(SQLException failure) throws SQLException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    /** Nobody waits here any longer. */
    void close() {
        closed = true;
    }

    /** The pool passes what it was configured with, which we have. */
    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) throws SQLException {
        return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // The driver logs by itself.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The driver's properties have the limits.
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
