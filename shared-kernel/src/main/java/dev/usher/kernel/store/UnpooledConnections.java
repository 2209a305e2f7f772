package dev.usher.kernel.store;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.jdbc.BasicJdbcConfiguration;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Connections to the service's database outside the request pool, for work that must neither take a connection from a
 * request nor wait for one: migrations, the relay, the readiness probe.
 */
@Singleton
@Requires(property = "datasources.default.enabled", value = "true", defaultValue = "true")
public final class UnpooledConnections {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final String url;
    private final String username;
    private final String password;
    private final String service;

    @Inject
    UnpooledConnections(
            @Named("default") BasicJdbcConfiguration configuration, @Value("${usher.service:usher}") String service) {
        this(configuration.getUrl(), configuration.getUsername(), configuration.getPassword(), service);
    }

    private UnpooledConnections(String url, String username, String password, String service) {
        this.url = url;
        this.username = username;
        this.password = password;
        this.service = service;
    }

    /** For a process without a pool. */
    public static UnpooledConnections of(String url, String username, String password, String service) {
        return new UnpooledConnections(url, username, password, service);
    }

    /**
     * Opens a connection, in at most a second plus the wait for the login's answers.
     *
     * @param purpose shown by the server as part of the application name
     * @param answer longest wait for any answer of the server; at least 1 s
     */
    public Connection open(String purpose, Duration answer) throws SQLException {
        return DriverManager.getConnection(url(), properties(purpose, answer));
    }

    String url() {
        return url;
    }

    Properties properties(String purpose, Duration answer) {
        var properties = new Properties();
        properties.setProperty("user", username);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
        properties.setProperty("sslResponseTimeout", Long.toString(CONNECT.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(answer.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("logServerErrorDetail", "false");
        properties.setProperty("ApplicationName", service + " " + purpose);
        return properties;
    }
}
