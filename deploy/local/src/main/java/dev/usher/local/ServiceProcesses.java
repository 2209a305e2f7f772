package dev.usher.local;

import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.Scratch;
import dev.usher.kernel.testing.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The services, each replica a process of its own, as they are shipped. */
final class ServiceProcesses {
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

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
            var launcher = ServiceLauncher.of(replica.service, root);
            replica.step.starting();
            var log = logs.resolve(replica.name + ".log");
            var process = supervisor.start(replica.service.shortName(), () -> launcher.launch(told, log));
            waits.add(() -> awaitReady(replica, process));
        }
        return waits;
    }

    private static void awaitReady(Replica replica, ServerProcess process) {
        process.await(READY_LIMIT, () -> ServiceLauncher.isReady(replica.port));
        replica.step.ready(replica.address().toString());
    }
}
