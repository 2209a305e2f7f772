package dev.usher.kernel.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server running as a child process, its output in a file. It gets a session of its own where the system can give one,
 * so that Ctrl-C at a terminal reaches the parent alone, which then stops its children in the right order.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String name;
    private final Process process;
    private final Path log;
    private final String stopSignal;

    private ServerProcess(String name, Process process, Path log, String stopSignal) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.stopSignal = stopSignal;
    }

    /** Starts the command; its output is appended to the log, the environment is added to this JVM's. */
    public static ServerProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        return start(name, command, environment, log, "TERM");
    }

    /** The same for a server that stops quickly on another signal than SIGTERM. */
    static ServerProcess start(
            String name, List<String> command, Map<String, String> environment, Path log, String stopSignal) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            var line = new ArrayList<String>();
            if (Files.isExecutable(SETSID)) {
                line.add(SETSID.toString());
            }
            line.addAll(command);
            var builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            var process = builder.start();
            ProcessGuard.watch(process);
            var _ = process.onExit().thenAccept(ProcessGuard::release);
            return new ServerProcess(name, process, log, stopSignal);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    public String name() {
        return name;
    }

    public Process process() {
        return process;
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until the probe answers true.
     *
     * @throws IllegalStateException with the last log lines when the process ends or the time is over first
     */
    public void await(Duration limit, Probe probe) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!answers(probe)) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended with " + process.exitValue() + ":\n" + lastLines(15));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(name + " not ready after " + limit + ":\n" + lastLines(15));
            }
            pause();
        }
    }

    private static boolean answers(Probe probe) {
        try {
            return probe.ready();
        } catch (Exception notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        }
    }

    /** The end of its output, at most so many lines. */
    public String lastLines(int count) {
        try {
            var lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** Sends a signal by its short name: {@code INT}, {@code STOP}, {@code KILL}… */
    public void signal(String signal) {
        send(signal, Stream.of(process.toHandle()));
    }

    /**
     * Sends it to the process and everything below it. A process group would not do: each PostgreSQL backend leaves the
     * group of the postmaster. The parent comes first, so that one that stops or dies makes no further children.
     */
    public void signalTree(String signal) {
        var below = process.descendants().toList();
        send(signal, Stream.concat(Stream.of(process.toHandle()), below.stream()));
    }

    private static void send(String signal, Stream<ProcessHandle> processes) {
        var pids = processes.map(one -> "" + one.pid()).collect(Collectors.joining(" "));
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pids)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks, waits, and kills what has not ended by then. */
    public void stop(Duration limit) {
        if (!process.isAlive()) {
            return;
        }
        signal(stopSignal);
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(10));
    }

    /** Asked again and again until it says true; an exception means "not yet". */
    @FunctionalInterface
    public interface Probe {
        boolean ready() throws Exception;
    }
}
