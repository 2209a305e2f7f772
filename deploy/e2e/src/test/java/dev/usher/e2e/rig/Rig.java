package dev.usher.e2e.rig;

import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.EmbeddedKafka;
import dev.usher.kernel.testing.EmbeddedPostgres;
import dev.usher.kernel.testing.EmbeddedRedis;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ScriptedSmtp;
import dev.usher.kernel.testing.ServerProcess;
import dev.usher.local.FirstAdministrator;
import dev.usher.local.Secrets;
import dev.usher.local.Service;
import dev.usher.local.ServiceEnvironment;
import dev.usher.local.ServiceEnvironment.BootstrapAdmin;
import dev.usher.local.Topics;
import dev.usher.local.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The backends and the services, all of them child processes, and between each service and each thing it depends on a
 * {@link FaultProxy}. Only the mail server runs in this JVM: what it does is a script.
 */
final class Rig implements AutoCloseable {
    private static final String HOST = "127.0.0.1:";
    private static final BootstrapAdmin ADMIN = new BootstrapAdmin("root@example.com", "violet-harbour-93-quartz");
    private static final Duration HEALED = Duration.ofSeconds(60);
    private static final String ADMIN_PASSWORD = "only-for-tests";
    private static final List<String> BROKER = List.of(
            "num.partitions=3",
            // One that comes back is refused until the session of the one that was killed is over.
            "broker.session.timeout.ms=2000",
            "broker.heartbeat.interval.ms=500",
            "num.network.threads=1",
            "num.io.threads=2");
    private static final List<String> BROKER_JVM = List.of(
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=dev/usher/local/logback-kafka.xml");

    private final Path folder;
    private final Setup setup;
    private final Secrets secrets;
    private final ScriptedSmtp smtp = ScriptedSmtp.start();
    private final int postgresPort = Scratch.freePort();
    private final int redisPort = Scratch.freePort();
    private final int kafkaPort = Scratch.freePort();
    private final Backend postgres;
    private final Backend redis;
    private final Backend kafka;
    private final Map<Service, Database> databases = new EnumMap<>(Service.class);
    private final List<Replica> replicas = new ArrayList<>();
    private final List<String> listeners = new ArrayList<>();
    private final List<String> advertised = new ArrayList<>();
    private final Ledger ledger;

    private Rig(Path folder, Setup setup, Path root) throws IOException {
        this.folder = folder;
        this.setup = setup;
        this.secrets = Secrets.in(folder.resolve("secrets"));
        this.ledger = new Ledger(folder.resolve("ledger.tsv"));
        var data = Files.createDirectories(folder.resolve("data"));
        postgres = new Backend(
                "postgres",
                data.resolve("postgres"),
                () -> EmbeddedPostgres.start(
                                data.resolve("postgres"), postgresPort, ADMIN_PASSWORD, folder.resolve("postgres.log"))
                        .process());
        redis = new Backend(
                "redis",
                data.resolve("redis"),
                () -> EmbeddedRedis.start(
                                data.resolve("redis"),
                                redisPort,
                                folder.resolve("redis.log"),
                                "--appendfsync",
                                "always")
                        .process());
        kafka = new Backend("kafka", data.resolve("kafka"), () -> startKafka(data.resolve("kafka")));
        for (var service : Service.values()) {
            for (int number = 1; number <= setup.replicas().getOrDefault(service, 0); number++) {
                replicas.add(replica(service, number, root));
            }
        }
    }

    /**
     * A fresh one in {@code deploy/e2e/target/rig/<name>}, with all logs; returns when everything is ready.
     *
     * @throws IllegalStateException with the last lines of the log of what does not come up
     */
    static Rig start(String name, Setup setup) {
        var root = Path.of(System.getProperty("usher.root")).toAbsolutePath();
        var folder = root.resolve("deploy/e2e/target/rig").resolve(name);
        Scratch.delete(folder);
        try {
            var rig = new Rig(Files.createDirectories(folder), setup, root);
            try {
                rig.start();
                return rig;
            } catch (RuntimeException | IOException e) {
                rig.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Replica replica(Service service, int number, Path root) {
        var lines = new EnumMap<Dependency, FaultProxy>(Dependency.class);
        line(lines, Dependency.POSTGRES, postgresPort);
        line(lines, Dependency.REDIS, redisPort);
        // A client of Kafka goes where the broker says that it is: each replica has a listener that names its own line.
        int listener = Scratch.freePort();
        int advertisedPort = line(lines, Dependency.KAFKA, listener).port();
        var name = service.shortName() + "-" + number;
        var label = name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
        listeners.add(label + "://" + HOST + listener);
        advertised.add(label + "://" + HOST + advertisedPort);
        if (service == Service.NOTIFICATION) {
            line(lines, Dependency.SMTP, smtp.port());
        }
        if (service != Service.AUTH && setup.replicas().containsKey(Service.AUTH)) {
            line(lines, Dependency.AUTH, replica(Service.AUTH).port());
        }
        return new Replica(service, name, Scratch.freePort(), lines, root, folder);
    }

    private static FaultProxy line(Map<Dependency, FaultProxy> lines, Dependency to, int port) {
        var proxy = new FaultProxy(port, to.protocol());
        lines.put(to, proxy);
        return proxy;
    }

    private ServerProcess startKafka(Path data) {
        int controller = Scratch.freePort();
        var own = "PLAINTEXT://" + HOST + kafkaPort;
        var named = String.join(",", listeners);
        var overrides = new ArrayList<>(BROKER);
        overrides.add("listeners=" + own + ",CONTROLLER://" + HOST + controller + "," + named);
        overrides.add("advertised.listeners=" + own + "," + String.join(",", advertised));
        overrides.add("controller.quorum.voters=1@" + HOST + controller);
        overrides.add("listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,"
                + listeners.stream()
                        .map(listener -> listener.split("://", 2)[0] + ":PLAINTEXT")
                        .collect(Collectors.joining(",")));
        var broker = EmbeddedKafka.fork(data, kafkaPort, folder.resolve("kafka.log"), BROKER_JVM, overrides);
        broker.await(Duration.ofSeconds(60), () -> EmbeddedKafka.answers(kafkaAddress()));
        return broker;
    }

    private void start() throws IOException {
        var broker = CompletableFuture.runAsync(() -> {
            kafka.start();
            Topics.create(kafkaAddress());
        });
        var fast = CompletableFuture.runAsync(redis::start);
        postgres.start();
        for (var service : setup.replicas().keySet()) {
            var name = "usher_" + service.shortName();
            databases.put(
                    service,
                    EmbeddedPostgres.admin(postgresPort, ADMIN_PASSWORD)
                            .createDatabase(name, secrets.password("database." + service.shortName())));
        }
        fast.join();
        for (var replica : replicas) {
            replica.environment(environment(replica));
            replica.launch();
        }
        broker.join();
        replicas.forEach(replica -> replica.awaitReady(Duration.ofMinutes(2)));
        if (setup.replicas().keySet().containsAll(List.of(Service.AUTH, Service.CATALOG))) {
            FirstAdministrator.await(replica(Service.AUTH).address(), ADMIN, addresses());
        }
    }

    private Map<Service, List<URI>> addresses() {
        return replicas.stream()
                .collect(Collectors.groupingBy(
                        Replica::service,
                        () -> new EnumMap<>(Service.class),
                        Collectors.mapping(replica -> URI.create(replica.address()), Collectors.toList())));
    }

    private Map<String, String> environment(Replica replica) throws IOException {
        var variables = new HashMap<>(setup.variables());
        // Tests are about everything but the hash: the cheapest cost that is allowed.
        variables.putIfAbsent("BCRYPT_COST", "10");
        var auth = replica.service() == Service.AUTH || !replica.lines().containsKey(Dependency.AUTH)
                ? replica.address()
                : "http://" + through(replica, Dependency.AUTH);
        var line = database(replica.service());
        return new ServiceEnvironment(
                        new Variables(variables, Map.of()),
                        secrets,
                        "http://127.0.0.1",
                        auth,
                        "redis://" + through(replica, Dependency.REDIS),
                        through(replica, Dependency.KAFKA),
                        replica.service() == Service.NOTIFICATION ? through(replica, Dependency.SMTP) : HOST + "1",
                        objects(),
                        ADMIN)
                .of(
                        replica.service(),
                        replica.port(),
                        new Database(
                                line.jdbcUrl()
                                        .replace(
                                                ":" + postgresPort + "/",
                                                ":"
                                                        + replica.line(Dependency.POSTGRES)
                                                                .port()
                                                        + "/"),
                                line.username(),
                                line.password()));
    }

    private static String through(Replica replica, Dependency to) {
        return HOST + replica.line(to).port();
    }

    Backend postgres() {
        return postgres;
    }

    Backend redis() {
        return redis;
    }

    Backend kafka() {
        return kafka;
    }

    /** What it was told to do, it does; {@link #heal} lets it take everything again. */
    ScriptedSmtp smtp() {
        return smtp;
    }

    /** The first replica of a service. */
    Replica replica(Service service) {
        return replicas(service).getFirst();
    }

    List<Replica> replicas(Service service) {
        return replicas.stream().filter(replica -> replica.service() == service).toList();
    }

    List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    /** The line of the service's first replica. */
    FaultProxy line(Service from, Dependency to) {
        return replica(from).line(to);
    }

    /** Every replica's line to this. */
    List<FaultProxy> lines(Dependency to) {
        return replicas.stream()
                .filter(replica -> replica.lines().containsKey(to))
                .map(replica -> replica.line(to))
                .toList();
    }

    /** The service's database, past the proxies. */
    Database database(Service service) {
        return Objects.requireNonNull(databases.get(service), () -> service + " does not run");
    }

    /** The administrator's way into PostgreSQL, past the proxies. */
    Database administrator() {
        return EmbeddedPostgres.admin(postgresPort, ADMIN_PASSWORD);
    }

    /** Takes away all that the service stored there; its processes must not run. */
    void emptyDatabase(Service service) {
        var old = database(service);
        Sql.run(administrator(), "drop database " + old.username() + " with (force)");
        administrator().createDatabase(old.username(), old.password());
    }

    /** {@code host:port} of the broker, past the proxies. */
    String kafkaAddress() {
        return HOST + kafkaPort;
    }

    /** {@code redis://} address, past the proxies. */
    String redisAddress() {
        return "redis://" + HOST + redisPort;
    }

    /** Where profile-service and catalog-service keep files, each in a folder of its short name. */
    Path objects() {
        return folder.resolve("objects");
    }

    /** Logs are here, one for each process. */
    Path folder() {
        return folder;
    }

    /** What the first super-admin logs in with. */
    static Map<String, String> admin() {
        return Map.of("email", ADMIN.email(), "password", ADMIN.password());
    }

    Ledger ledger() {
        return ledger;
    }

    /** A client of all services that writes into the ledger what it was told. */
    Api api() {
        return new Api(this);
    }

    /** Whole lines, living processes, a patient mail server; returns when every replica is ready. */
    void heal() {
        smtp.script((phase, line) -> ScriptedSmtp.ACCEPT);
        replicas.forEach(replica -> replica.lines().values().forEach(FaultProxy::heal));
        for (var backend : List.of(postgres, redis, kafka)) {
            backend.resume();
            if (!backend.isAlive()) {
                backend.start();
            }
        }
        for (var replica : replicas) {
            replica.resume();
            if (!replica.isAlive()) {
                replica.launch();
            }
        }
        replicas.forEach(replica -> replica.awaitReady(HEALED));
    }

    /** Users first, then what they use. */
    @Override
    public void close() {
        replicas.parallelStream().forEach(Replica::close);
        for (var backend : List.of(kafka, redis, postgres)) {
            backend.end();
        }
        smtp.close();
        ledger.close();
    }
}
