package dev.usher.kernel.event;

import dev.usher.kernel.value.InvalidValue;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Its effect is a row for each event, numbered in the order of arrival; some numbers make it fail. */
@Singleton
@Requires(property = "sample.handler")
final class RecordingHandler implements EventHandler {
    static final int INVALID = -1;
    static final int BUG = -2;
    static final int UNREADABLE = -3;

    private final JdbcOperations jdbc;
    private final String type;
    final List<Integer> tried = new CopyOnWriteArrayList<>();

    RecordingHandler(
            JdbcOperations jdbc, @io.micronaut.context.annotation.Property(name = "sample.handler") String type) {
        this.jdbc = jdbc;
        this.type = type;
    }

    @Override
    public Set<String> types() {
        return Set.of(type);
    }

    @Override
    public void handle(Event event) throws Unreadable {
        int n = event.data(EventApp.Numbered.class).n();
        tried.add(n);
        jdbc.prepareStatement("INSERT INTO effect (key, n) VALUES (?, ?)", statement -> {
            statement.setString(1, event.key());
            statement.setInt(2, n);
            return statement.executeUpdate();
        });
        switch (n) {
            case INVALID -> throw new InvalidValue("n", "negative", "must not be negative");
            case BUG -> throw new IllegalStateException("secret-value");
            case UNREADABLE -> throw new Unreadable("data: n is a word of magic");
            default -> {}
        }
    }
}
