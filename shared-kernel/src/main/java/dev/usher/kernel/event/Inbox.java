package dev.usher.kernel.event;

import dev.usher.kernel.store.Transactions;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gives events to their handlers, each once: the record of it and the effect are one transaction. */
@Singleton
@Requires(beans = {EventHandler.class, Transactions.class})
final class Inbox {
    private static final String RECORD =
            "INSERT INTO inbox (source, id, received_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String PRUNE = """
            DELETE FROM inbox WHERE (source, id) IN (
                SELECT source, id FROM inbox WHERE received_at < ? ORDER BY received_at LIMIT ?)""";

    private final Map<String, List<EventHandler>> handlers;
    private final Transactions transactions;
    private final JdbcOperations jdbc;
    private final Clock clock;

    Inbox(List<EventHandler> handlers, Transactions transactions, JdbcOperations jdbc, Clock clock) {
        this.handlers = handlers.stream()
                .flatMap(handler -> handler.types().stream())
                .distinct()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(),
                        type -> handlers.stream()
                                .filter(handler -> handler.types().contains(type))
                                .toList()));
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Set<String> types() {
        return handlers.keySet();
    }

    /**
     * All in one transaction, in this order.
     *
     * @return how many were new
     * @throws Unreadable when a handler cannot read one; then none had an effect
     */
    int receive(List<Event> events) throws Unreadable {
        try {
            return transactions.write(
                    () -> events.stream().mapToInt(this::handleIfNew).sum());
        } catch (Carrier carrier) {
            throw carrier.unreadable;
        }
    }

    private int handleIfNew(Event event) {
        if (!isNew(event)) {
            return 0;
        }
        try {
            for (var handler : handlers.getOrDefault(event.type(), List.of())) {
                handler.handle(event);
            }
            return 1;
        } catch (Unreadable unreadable) {
            throw new Carrier(unreadable);
        }
    }

    private boolean isNew(Event event) {
        return jdbc.prepareStatement(RECORD, statement -> {
            statement.setString(1, event.source());
            statement.setObject(2, event.id());
            statement.setObject(3, clock.instant().atOffset(ZoneOffset.UTC));
            return statement.executeUpdate() == 1;
        });
    }

    /** @param limit at most so many at once */
    int prune(Instant before, int limit) {
        return transactions.write(() -> jdbc.prepareStatement(PRUNE, statement -> {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.setInt(2, limit);
            return statement.executeUpdate();
        }));
    }

    /** Takes the checked exception through a transaction, which it rolls back. */
    private static final class Carrier extends RuntimeException {
        private final transient Unreadable unreadable;

        Carrier(Unreadable unreadable) {
            super(null, null, false, false);
            this.unreadable = unreadable;
        }
    }
}
