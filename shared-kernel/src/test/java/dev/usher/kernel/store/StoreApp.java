package dev.usher.kernel.store;

import dev.usher.kernel.testing.Database;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;

/** A service without HTTP, Kafka or keys on a database of its own. */
final class StoreApp {
    private StoreApp() {}

    static ApplicationContext start(Database database, Map<String, Object> more) {
        var properties = new HashMap<String, Object>(Map.of(
                "usher.service", "sample-service",
                "datasources.default.url", database.jdbcUrl(),
                "datasources.default.username", database.username(),
                "datasources.default.password", database.password(),
                "usher.token.issuer", "https://issuer.example.com",
                "usher.token.audience", "usher",
                "usher.kafka.enabled", "false"));
        properties.putAll(more);
        return ApplicationContext.run(properties, "test");
    }
}
