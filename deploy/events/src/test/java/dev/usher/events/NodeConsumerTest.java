package dev.usher.events;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.usher.kernel.testing.Database;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;

/** The consumer in Node. Skipped, with the reason, where there is no Node or its two packages cannot be had. */
class NodeConsumerTest extends ConsumerContract {
    private static final Path INSTALLED = Documents.HERE.resolve("target/node");

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(runs(List.of("node", "--version"), 10), "there is no node on the PATH");
        Files.createDirectories(INSTALLED);
        boolean changed = false;
        for (var file : List.of("package.json", "package-lock.json", "sign-up-consumer.js")) {
            changed |= copy(file);
        }
        if (changed || !Files.isDirectory(INSTALLED.resolve("node_modules/kafkajs"))) {
            var npm = List.of("npm", "ci", "--prefer-offline", "--ignore-scripts", "--fetch-retries=0");
            assumeTrue(runs(npm, 120), "npm cannot install kafkajs and pg: see " + INSTALLED.resolve("npm.log"));
        }
    }

    /** @return whether it is another one than before */
    private static boolean copy(String file) throws IOException {
        var from = Documents.HERE.resolve("consumers/node").resolve(file);
        var to = INSTALLED.resolve(file);
        if (Files.exists(to) && Files.mismatch(from, to) == -1) {
            return false;
        }
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private static boolean runs(List<String> command, int seconds) throws InterruptedException {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            if (Files.isDirectory(INSTALLED)) {
                builder.directory(INSTALLED.toFile())
                        .redirectOutput(INSTALLED.resolve("npm.log").toFile());
            }
            var process = builder.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    @Override
    Launch launch(Database database) {
        var server = URI.create(database.jdbcUrl().substring("jdbc:".length()));
        return new Launch(
                "Node",
                List.of("node", INSTALLED.resolve("sign-up-consumer.js").toString()),
                Map.of(
                        "DATABASE_URL",
                        "postgres://%s:%s@%s:%d%s"
                                .formatted(
                                        database.username(),
                                        database.password(),
                                        server.getHost(),
                                        server.getPort(),
                                        server.getPath())));
    }
}
