package dev.usher.kernel.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A real Kafka broker (KRaft, broker and controller in one) on 127.0.0.1, in this JVM or, by {@link #main}, in one of its own. */
public final class EmbeddedKafka implements AutoCloseable {
    private static final String SETTINGS = """
            process.roles = broker,controller
            node.id = 1
            controller.listener.names = CONTROLLER
            inter.broker.listener.name = PLAINTEXT
            listener.security.protocol.map = PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            auto.create.topics.enable = false
            # One broker cannot replicate.
            offsets.topic.replication.factor = 1
            offsets.topic.num.partitions = 1
            transaction.state.log.replication.factor = 1
            transaction.state.log.min.isr = 1
            transaction.state.log.num.partitions = 1
            share.coordinator.state.topic.replication.factor = 1
            share.coordinator.state.topic.min.isr = 1
            # Waiting for more consumers to join costs three seconds, and only one joins here.
            group.initial.rebalance.delay.ms = 0
            # Small: the default buffers suit a server, not a laptop.
            log.cleaner.dedupe.buffer.size = 4194304
            num.network.threads = 2
            num.io.threads = 4
            """;

    /** Kafka's own file, with the id of the cluster that the directory belongs to. */
    private static final String FORMATTED = "meta.properties";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** An empty broker in this JVM, gone with it; topics appear when somebody uses them, with one partition. */
    public static EmbeddedKafka start() {
        var directory = Scratch.directory("kafka");
        var broker = Scratch.onFreePort(port -> start(directory, port, Map.of("auto.create.topics.enable", "true")));
        Scratch.atExit(broker::close);
        return broker;
    }

    /**
     * Starts on the log directory, formatted first when it is new. Topics are not made by use unless {@code overrides}
     * say so.
     *
     * @throws IllegalStateException when the broker does not start
     */
    public static EmbeddedKafka start(Path data, int port, Map<String, String> overrides) {
        try {
            var settings = settings(data, port, Scratch.freePort());
            settings.putAll(overrides);
            if (!Files.exists(data.resolve(FORMATTED))) {
                format(data);
            }
            var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
            server.startup();
            return new EmbeddedKafka(server, port);
        } catch (Exception e) {
            throw new IllegalStateException("cannot start Kafka on port " + port + " in " + data, e);
        }
    }

    /**
     * Starts a broker in a JVM of its own, which {@link #main} runs, and does not wait for it.
     *
     * @param jvm arguments of the JVM
     * @param overrides {@code name=value} each
     */
    public static ServerProcess fork(Path data, int port, Path log, List<String> jvm, List<String> overrides) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedKafka.class.getName(),
                data.toString(),
                Integer.toString(port)));
        command.addAll(overrides);
        return ServerProcess.start("Kafka", command, Map.of(), log);
    }

    private static void format(Path data) throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setDirectories(List.of(data.toAbsolutePath().toString()))
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Properties settings(Path data, int port, int controllerPort) throws IOException {
        var settings = new Properties();
        settings.load(new StringReader(SETTINGS));
        var broker = "PLAINTEXT://127.0.0.1:" + port;
        settings.setProperty("listeners", broker + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", broker);
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("log.dirs", data.toAbsolutePath().toString());
        return settings;
    }

    /** {@code host:port}, for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public static String version() {
        return AppInfoParser.getVersion();
    }

    /** True when a broker answers there within a second. */
    public static boolean answers(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1000))) {
            return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
        } catch (Exception e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /**
     * Runs a broker until the JVM is told to end: {@code EmbeddedKafka <data directory> <port> [name=value]…}. One line
     * on standard output says when it serves.
     */
    public static void main(String[] args) {
        var overrides = Arrays.stream(args, 2, args.length)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        var broker = start(Path.of(args[0]), Integer.parseInt(args[1]), overrides);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
        System.out.println("Kafka " + version() + " serves " + broker.bootstrapServers());
        broker.server.awaitShutdown();
    }
}
