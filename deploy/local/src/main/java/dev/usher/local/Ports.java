package dev.usher.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The ports the platform promises to be found on. */
final class Ports {
    private static final Path PROC = Path.of("/proc");

    private Ports() {}

    /** The ports that a platform with these options needs, and for what. */
    static Map<Integer, String> of(Options options, boolean mailbox) {
        var ports = new LinkedHashMap<Integer, String>();
        ports.put(options.portBase(), "the gateway");
        for (var service : Service.values()) {
            ports.put(service.port(options.portBase()), service.module());
        }
        if (mailbox) {
            ports.put(options.mailboxPort(), "the mailbox");
        }
        return ports;
    }

    /**
     * Fails unless all ports are free on 127.0.0.1.
     *
     * @param wanted what each port is for
     * @throws Failure that names every port that is taken and, where the system tells, by whom
     */
    static void requireFree(Map<Integer, String> wanted) {
        var taken = new ArrayList<String>();
        wanted.forEach((port, purpose) -> {
            if (!isFree(port)) {
                taken.add("Port %d, wanted for %s, is taken%s."
                        .formatted(
                                port,
                                purpose,
                                holder(port).map(who -> " by " + who).orElse("")));
            }
        });
        if (!taken.isEmpty()) {
            throw new Failure(
                    String.join("\n", taken)
                            + "\nEnd that program, or choose other ports: deploy/local/up --port-base 9080",
                    Failure.USAGE);
        }
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // As the servers do it: a port whose last connections are still fading is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The process that listens there, as far as this user may see it: {@code java (pid 4711)}. */
    static Optional<String> holder(int port) {
        try {
            var inodes = new ArrayList<String>();
            for (var table : List.of("tcp", "tcp6")) {
                inodes.addAll(listening(PROC.resolve("net").resolve(table), port));
            }
            if (inodes.isEmpty()) {
                return Optional.empty();
            }
            var targets = inodes.stream().map(inode -> "socket:[" + inode + "]").toList();
            return ProcessHandle.allProcesses()
                    .filter(process -> holds(process, targets))
                    .findFirst()
                    .map(Ports::describe);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Inodes of the sockets in state LISTEN (0A) on the port; columns as in proc_pid_net(5). */
    private static List<String> listening(Path table, int port) throws IOException {
        var suffix = ":%04X".formatted(port);
        try (var lines = Files.lines(table)) {
            return lines.skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .filter(columns -> columns[1].endsWith(suffix) && columns[3].equals("0A"))
                    .map(columns -> columns[9])
                    .toList();
        }
    }

    private static boolean holds(ProcessHandle process, List<String> targets) {
        try (Stream<Path> open = Files.list(PROC.resolve("" + process.pid()).resolve("fd"))) {
            return open.anyMatch(file -> {
                try {
                    return targets.contains(Files.readSymbolicLink(file).toString());
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (IOException e) {
            return false;
        }
    }

    private static String describe(ProcessHandle process) {
        var command =
                process.info().command().map(path -> Path.of(path).getFileName().toString());
        var usher = process.info()
                .commandLine()
                .filter(line -> line.contains("usher"))
                .isPresent();
        return "%s (pid %d%s)"
                .formatted(
                        command.orElse("a program").toLowerCase(Locale.ROOT),
                        process.pid(),
                        usher ? ", of an Usher platform" : "");
    }
}
