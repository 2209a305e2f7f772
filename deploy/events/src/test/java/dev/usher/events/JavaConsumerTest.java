package dev.usher.events;

import dev.usher.kernel.testing.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The consumer in plain Java, started from its source as the guide says. */
class JavaConsumerTest extends ConsumerContract {
    @Override
    Launch launch(Database database) {
        return new Launch(
                "Java",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Documents.HERE.resolve("consumers/SignUpConsumer.java").toString()),
                Map.of(
                        "DATABASE_URL", database.jdbcUrl(),
                        "DATABASE_USERNAME", database.username(),
                        "DATABASE_PASSWORD", database.password()));
    }
}
