package dev.usher.local;

import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.EmbeddedKafka;
import dev.usher.kernel.testing.EmbeddedPostgres;
import dev.usher.kernel.testing.EmbeddedRedis;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ServerProcess;
import dev.usher.kernel.testing.SmtpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Starts what the services need, or takes what the environment names instead. */
final class LocalBackends {
    private static final Duration KAFKA_LIMIT = Duration.ofSeconds(60);

    private final Variables variables;
    private final Supervisor supervisor;
    private final Secrets secrets;
    private final Path data;
    private final Path logs;

    LocalBackends(Variables variables, Supervisor supervisor, Secrets secrets, Path data, Path logs) {
        this.variables = variables;
        this.supervisor = supervisor;
        this.secrets = secrets;
        this.data = data;
        this.logs = logs;
    }

    /**
     * A database with its role for each service: on the server that {@code DATABASE_URL} names, whose user must be
     * allowed to make them, or on one of our own.
     */
    Map<Service, Database> postgres(Progress.Step step) {
        step.starting();
        try {
            var external = variables.get("DATABASE_URL");
            var admin = external.isPresent()
                    ? new Database(
                            external.get(),
                            variables.get("DATABASE_USERNAME", "postgres"),
                            variables.get("DATABASE_PASSWORD", ""))
                    : ownPostgres();
            var databases = new EnumMap<Service, Database>(Service.class);
            for (var service : Service.values()) {
                var name = "usher_" + service.shortName();
                databases.put(service, admin.createDatabase(name, secrets.password("database." + service.shortName())));
            }
            step.ready("%s, version %s".formatted(address(admin), admin.serverVersion()));
            return databases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Database ownPostgres() throws IOException {
        var port = Scratch.freePort();
        var password = secrets.password("database.admin");
        supervisor.start(
                "postgres",
                () -> EmbeddedPostgres.start(data.resolve("postgres"), port, password, logs.resolve("postgres.log"))
                        .process());
        return EmbeddedPostgres.admin(port, password);
    }

    private static String address(Database database) {
        return database.jdbcUrl().replaceFirst("jdbc:postgresql://([^/]*)/.*", "$1");
    }

    /** A {@code redis://} address. */
    String redis(Progress.Step step) {
        step.starting();
        var url = variables.get("REDIS_URL").orElseGet(() -> {
            var port = Scratch.freePort();
            supervisor.start(
                    "redis",
                    () -> EmbeddedRedis.start(data.resolve("redis"), port, logs.resolve("redis.log"))
                            .process());
            return "redis://127.0.0.1:" + port;
        });
        // An address may carry a password.
        step.ready(url.replaceFirst("//[^@/]*@", "//")
                + EmbeddedRedis.version(url).map(", version "::concat).orElse(""));
        return url;
    }

    /** {@code host:port} of the broker that {@link #kafka} will start, or of somebody else's. */
    String kafkaAddress() {
        return variables.get("KAFKA_BOOTSTRAP_SERVERS").orElseGet(() -> "127.0.0.1:" + Scratch.freePort());
    }

    /** Returns when the broker has all topics. */
    void kafka(String address, Progress.Step step) {
        step.starting();
        if (variables.get("KAFKA_BOOTSTRAP_SERVERS").isEmpty()) {
            ownKafka(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
        }
        Topics.create(address);
        step.ready(address + ", version " + EmbeddedKafka.version());
    }

    private void ownKafka(int port) {
        var broker = supervisor.start("kafka", () -> startKafka(port));
        broker.await(KAFKA_LIMIT, () -> {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 200);
                return true;
            }
        });
    }

    private ServerProcess startKafka(int port) {
        var jvm = new ArrayList<>(List.of("-Xmx320m"));
        jvm.addAll(Jvm.FRUGAL);
        jvm.add("-Dlogback.configurationFile=dev/usher/local/logback-kafka.xml");
        return EmbeddedKafka.fork(
                data.resolve("kafka"), port, logs.resolve("kafka.log"), jvm, List.of("num.partitions=3"));
    }

    /** The local server that keeps all mails for the mailbox. */
    SmtpServer smtp() {
        return SmtpServer.start(0);
    }
}
