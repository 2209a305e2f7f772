package dev.usher.e2e.rig;

import dev.usher.local.Service;
import dev.usher.local.ServiceLauncher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** One process of a service, as it is shipped, with its lines to what it depends on. */
final class Replica extends Child implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);

    private final Service service;
    private final int port;
    private final Map<Dependency, FaultProxy> lines;
    private final ServiceLauncher launcher;
    private final Path log;
    private Map<String, String> environment = Map.of();
    private String[] jvm = {};

    Replica(Service service, String name, int port, Map<Dependency, FaultProxy> lines, Path root, Path logs) {
        super(name);
        this.service = service;
        this.port = port;
        this.lines = new EnumMap<>(lines);
        this.launcher = ServiceLauncher.of(service, root);
        this.log = logs.resolve(name + ".log");
    }

    Service service() {
        return service;
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    Path log() {
        return log;
    }

    FaultProxy line(Dependency to) {
        return Objects.requireNonNull(lines.get(to), () -> name() + " does not depend on " + to);
    }

    Map<Dependency, FaultProxy> lines() {
        return lines;
    }

    /** What the next process is told. */
    void environment(Map<String, String> next, String... arguments) {
        environment = Map.copyOf(next);
        jvm = arguments.clone();
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Does not wait. */
    void launch() {
        run(() -> launcher.launch(environment, log, jvm));
    }

    /** Returns when it is ready; the time that it took. */
    Duration start() {
        long began = System.nanoTime();
        launch();
        awaitReady(READY);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    Duration restart() {
        stop();
        return start();
    }

    void awaitReady(Duration limit) {
        process().await(limit, this::isReady);
    }

    boolean isReady() {
        try {
            return ServiceLauncher.isReady(port);
        } catch (java.io.IOException notThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        end();
        lines.values().forEach(FaultProxy::close);
    }
}
