package dev.usher.local;

import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The services, each replica a process of its own, as they are shipped. */
final class ServiceProcesses {
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Path root;
    private final Path logs;
    private final Supervisor supervisor;
    private final List<Replica> replicas = new ArrayList<>();

    ServiceProcesses(Options options, Path root, Path logs, Supervisor supervisor, Progress progress) {
        this.root = root;
        this.logs = logs;
        this.supervisor = supervisor;
        for (var service : Service.values()) {
            for (var number = 1; number <= options.replicas(); number++) {
                var suffix = number == 1 ? "" : "-" + number;
                var port = number == 1 ? service.port(options.portBase()) : Scratch.freePort();
                replicas.add(new Replica(
                        service, port, service.shortName() + suffix, progress.step(service.module() + suffix)));
            }
        }
    }

    private record Replica(Service service, int port, String name, Progress.Step step) {
        URI address() {
            return URI.create("http://127.0.0.1:" + port);
        }
    }

    /** Addresses by service, the first replica first. */
    Map<Service, List<URI>> addresses() {
        var addresses = new EnumMap<Service, List<URI>>(Service.class);
        replicas.forEach(replica -> addresses
                .computeIfAbsent(replica.service, service -> new ArrayList<>())
                .add(replica.address()));
        return addresses;
    }

    /** Starts them all and waits for none. */
    List<Runnable> start(ServiceEnvironment environment, Map<Service, Database> databases) throws IOException {
        var waits = new ArrayList<Runnable>();
        for (var replica : replicas) {
            var database = java.util.Objects.requireNonNull(databases.get(replica.service));
            var told = environment.of(replica.service, replica.port, database);
            var jar = root.resolve(replica.service.module()).resolve("target/" + replica.service.module() + ".jar");
            if (!Files.exists(jar)) {
                throw new Failure(jar + " is missing: start the platform with deploy/local/up, which builds it");
            }
            replica.step.starting();
            var process = supervisor.start(replica.service.shortName(), () -> launch(replica, jar, told));
            waits.add(() -> awaitReady(replica, process));
        }
        return waits;
    }

    private ServerProcess launch(Replica replica, Path jar, Map<String, String> environment) {
        var command = new ArrayList<>(List.of(Jvm.java(), "-Xmx192m"));
        command.addAll(Jvm.FRUGAL);
        command.addAll(List.of("-jar", jar.toString()));
        return ServerProcess.start(replica.service.module(), command, environment, logs.resolve(replica.name + ".log"));
    }

    private static void awaitReady(Replica replica, ServerProcess process) {
        process.await(READY_LIMIT, () -> isReady(replica.port));
        replica.step.ready(replica.address().toString());
    }

    /** Asked over and over while both cores are wanted elsewhere, so without an HTTP client, whose start costs a second. */
    private static boolean isReady(int port) throws IOException, InterruptedException {
        Thread.sleep(POLL);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
            socket.setSoTimeout(3000);
            socket.getOutputStream()
                    .write("GET /health/readiness HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.equals("HTTP/1.1 200");
        }
    }
}
