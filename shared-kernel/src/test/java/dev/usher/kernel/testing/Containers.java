package dev.usher.kernel.testing;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The backends from Docker; empty where no engine answers or it has no such image and cannot get it. */
final class Containers {
    static final String KAFKA_VERSION = "4.2.0";

    private static final String CHOICE = Optional.ofNullable(System.getenv("USHER_TEST_BACKENDS"))
            .orElse("auto")
            .toLowerCase(Locale.ROOT);

    private static @Nullable Boolean engine;

    private Containers() {}

    static Optional<Database> postgres() {
        return container("postgres:18", image -> {
            var container = new PostgreSQLContainer(DockerImageName.parse(image))
                    .withUsername("postgres")
                    .withPassword("only-for-tests")
                    .withCommand("postgres", "-c", "max_connections=300", "-c", "timezone=UTC");
            container.start();
            return new Database(container.getJdbcUrl(), "postgres", "only-for-tests");
        });
    }

    static Optional<String> redis() {
        return container("redis:7", image -> {
            var container = new GenericContainer<>(DockerImageName.parse(image))
                    .withExposedPorts(6379)
                    .withCommand("redis-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction");
            container.start();
            return "redis://" + container.getHost() + ":" + container.getMappedPort(6379);
        });
    }

    static Optional<String> kafka() {
        return container("apache/kafka:" + KAFKA_VERSION, image -> {
            var container = new KafkaContainer(DockerImageName.parse(image))
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
            container.start();
            return container.getBootstrapServers();
        });
    }

    private static <T> Optional<T> container(String image, Function<String, T> start) {
        if (!engineAnswers() || !present(image)) {
            if (CHOICE.equals("docker")) {
                throw new IllegalStateException("USHER_TEST_BACKENDS=docker, but there is no " + image);
            }
            return Optional.empty();
        }
        return Optional.of(start.apply(image));
    }

    /** Asks Testcontainers only where an engine may be: its search costs seconds and prints a page of errors. */
    private static synchronized boolean engineAnswers() {
        if (engine == null) {
            var likely = System.getenv("DOCKER_HOST") != null
                    || Files.exists(Path.of("/var/run/docker.sock"))
                    || Files.exists(Path.of(System.getProperty("user.home"), ".testcontainers.properties"));
            engine = !CHOICE.equals("embedded")
                    && (likely || CHOICE.equals("docker"))
                    && DockerClientFactory.instance().isDockerAvailable();
        }
        return engine;
    }

    /** An engine without a way to a registry is no reason to fail: two minutes, then the embedded server serves. */
    private static boolean present(String image) {
        var client = DockerClientFactory.lazyClient();
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException absent) {
            try {
                return client.pullImageCmd(image).start().awaitCompletion(2, TimeUnit.MINUTES);
            } catch (DockerException | ContainerFetchException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
