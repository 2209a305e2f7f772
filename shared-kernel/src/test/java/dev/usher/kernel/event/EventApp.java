package dev.usher.kernel.event;

import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.testing.Database;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One process of a service that publishes and reads events: no HTTP, no keys. */
final class EventApp implements AutoCloseable {
    private final Database database;
    private final ApplicationContext context;
    private final Transactions transactions;
    private final Outbox outbox;
    private final JdbcOperations jdbc;

    EventApp(Database database, String kafka, Map<String, Object> more) {
        this(database, kafka, more, Clock.systemUTC());
    }

    EventApp(Database database, String kafka, Map<String, Object> more, Clock clock) {
        this.database = database;
        var properties = new HashMap<String, Object>(Map.of(
                "usher.service",
                "sample-service",
                "datasources.default.url",
                database.jdbcUrl(),
                "datasources.default.username",
                database.username(),
                "datasources.default.password",
                database.password(),
                "usher.token.issuer",
                "https://issuer.example.com",
                "usher.token.audience",
                "usher",
                "usher.kafka.bootstrap-servers",
                kafka));
        properties.putAll(more);
        context =
                ApplicationContext.builder(properties, "test").singletons(clock).start();
        transactions = context.getBean(Transactions.class);
        outbox = context.getBean(Outbox.class);
        jdbc = context.getBean(JdbcOperations.class);
    }

    Database database() {
        return database;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Transactions transactions() {
        return transactions;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Commits one event in a transaction of its own. */
    void publish(Event event) {
        transactions.write(() -> outbox.append(event));
    }

    void execute(String sql) {
        transactions.write(() -> jdbc.prepareStatement(sql, statement -> statement.execute()));
    }

    long count(String sql) {
        return transactions.read(() -> jdbc.prepareStatement(sql, statement -> {
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }));
    }

    long unpublished() {
        return count("SELECT count(*) FROM outbox WHERE published_at IS NULL AND parked_at IS NULL");
    }

    /** An event whose only content is a number. */
    static Event event(String type, String key, int n) {
        return Event.of(type, "/sample-service", key, Instant.now(), "urn:usher:schema:sample:1", new Numbered(n));
    }

    record Numbered(int n) {}

    @Override
    public void close() {
        context.close();
    }
}
