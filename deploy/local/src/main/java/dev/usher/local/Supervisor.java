package dev.usher.local;

import dev.usher.kernel.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The child processes. While the platform starts, one that dies ends it all; afterwards it is started again a second
 * later on the same port, as a cluster would do. One that cannot be started five times in a row ends the platform, too.
 */
final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 5;
    /** A process that dies sooner than this was not really up. */
    private static final Duration SOUND = Duration.ofSeconds(30);

    private final List<Child> children = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Failure> failure = new CompletableFuture<>();
    private final Runnable onChange;
    private volatile boolean up;
    private volatile boolean stopping;

    /** @param onChange called whenever a process has been replaced by another */
    Supervisor(Runnable onChange) {
        this.onChange = onChange;
    }

    /**
     * Starts a process and looks after it from now on.
     *
     * @param group name under which its id is published
     * @param start returns the running process; called again for each restart
     */
    ServerProcess start(String group, Supplier<ServerProcess> start) {
        var child = new Child(group, start);
        synchronized (this) {
            if (stopping) {
                throw new Failure("stopped while starting");
            }
            children.add(child);
        }
        return child.launch();
    }

    /** From now on a death is repaired rather than reported. */
    void up() {
        up = true;
    }

    /** Something else went wrong that ends the platform; the first reason counts. */
    void fail(Failure reason) {
        failure.complete(reason);
    }

    /** Completes when the platform cannot go on. */
    CompletableFuture<Failure> failure() {
        return failure;
    }

    /** Process ids by group, in the order of starting. */
    Map<String, List<Long>> pids() {
        var pids = new TreeMap<String, List<Long>>();
        for (var child : children) {
            var process = child.process;
            if (process != null) {
                pids.computeIfAbsent(child.group, group -> new ArrayList<>())
                        .add(process.process().pid());
            }
        }
        return pids;
    }

    /** Ends the processes of these groups, side by side, and waits for them. */
    void stop(List<String> groups, Duration limit) {
        synchronized (this) {
            stopping = true;
        }
        var ending = children.stream()
                .filter(child -> groups.contains(child.group))
                .map(child -> CompletableFuture.runAsync(() -> child.stop(limit), task -> {
                    var _ = Thread.ofVirtual().start(task);
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ending).join();
    }

    @Override
    public void close() {
        stop(children.stream().map(child -> child.group).distinct().toList(), Duration.ofSeconds(5));
    }

    private final class Child {
        private final String group;
        private final Supplier<ServerProcess> start;
        private volatile @org.jspecify.annotations.Nullable ServerProcess process;
        private long launchedAt;
        private int failures;

        private Child(String group, Supplier<ServerProcess> start) {
            this.group = group;
            this.start = start;
        }

        private ServerProcess launch() {
            launchedAt = System.nanoTime();
            var launched = start.get();
            process = launched;
            if (stopping) {
                launched.close();
            }
            var _ = launched.process().onExit().thenAccept(ended -> died(launched));
            return launched;
        }

        private void died(ServerProcess dead) {
            if (stopping) {
                return;
            }
            var code = dead.process().exitValue();
            if (!up) {
                failure.complete(new Failure("%s ended with %d while starting. The end of %s:\n%s"
                        .formatted(dead.name(), code, dead.log(), dead.lastLines(20))));
                return;
            }
            say("%s (pid %d) ended with %d; it is started again"
                    .formatted(dead.name(), dead.process().pid(), code));
            var sound = System.nanoTime() - launchedAt > SOUND.toNanos();
            // Killed from outside (128 + signal) is a test or an operator at work, and no sign of a fault.
            failures = sound || code > 128 ? 0 : failures + 1;
            var _ = Thread.ofVirtual().start(() -> revive(dead));
        }

        private void revive(ServerProcess dead) {
            while (!stopping) {
                try {
                    TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
                    if (failures >= ATTEMPTS) {
                        failure.complete(new Failure("%s cannot be kept running. The end of %s:\n%s"
                                .formatted(dead.name(), dead.log(), dead.lastLines(20))));
                        return;
                    }
                    var again = launch();
                    say("%s is running again (pid %d)"
                            .formatted(again.name(), again.process().pid()));
                    onChange.run();
                    return;
                } catch (IllegalStateException e) {
                    failures++;
                    LOG.warn("{} did not start", dead.name(), e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }

        private void stop(Duration limit) {
            var running = process;
            if (running != null) {
                running.stop(limit);
            }
        }
    }

    private static void say(String event) {
        LOG.warn(event);
        System.out.println(event);
    }
}
