package dev.usher.kernel.upload;

import dev.usher.kernel.store.Transactions;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.testing.Scratch;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** One process of a service that takes uploads: no HTTP, no Kafka. Its rows are in {@link #owned}. */
final class UploadApp implements AutoCloseable {
    final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    final Database database = Backends.newDatabase();
    final Path objects = Scratch.directory("objects");
    final Set<UUID> owned = ConcurrentHashMap.newKeySet();
    private final ApplicationContext context;

    UploadApp() {
        context = ApplicationContext.builder(
                        Map.of(
                                "usher.service",
                                "sample-service",
                                "datasources.default.url",
                                database.jdbcUrl(),
                                "datasources.default.username",
                                database.username(),
                                "datasources.default.password",
                                database.password(),
                                "usher.kafka.enabled",
                                false,
                                "usher.token.issuer",
                                "https://issuer.example.com",
                                "usher.token.audience",
                                "usher",
                                "usher.object-storage.kind",
                                "local",
                                "usher.object-storage.namespace",
                                "sample",
                                "usher.object-storage.path",
                                objects.toString()),
                        "test")
                .singletons(clock, new Rows(owned))
                .start();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    long count(String sql) {
        return bean(Transactions.class)
                .read(() -> bean(JdbcOperations.class).prepareStatement(sql, statement -> {
                    try (var rows = statement.executeQuery()) {
                        rows.next();
                        return rows.getLong(1);
                    }
                }));
    }

    @Override
    public void close() {
        context.close();
    }

    private record Rows(Set<UUID> owned) implements FileOwners {
        @Override
        public Set<UUID> owned(Collection<UUID> keys) {
            var found = new HashSet<>(keys);
            found.retainAll(owned);
            return found;
        }
    }
}
