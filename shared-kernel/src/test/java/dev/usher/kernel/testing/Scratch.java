package dev.usher.kernel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Ports, directories and servers that one JVM borrows and gives back when it ends. */
public final class Scratch {
    private static final Deque<Runnable> AT_EXIT = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> AT_EXIT.forEach(Runnable::run), "scratch"));
    }

    private static @Nullable Path mine;

    private Scratch() {}

    /** A port of 127.0.0.1 that nobody listens on now. Somebody else may take it first: callers try again. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts something on a free port; when another program was quicker, on another one. */
    static <T> T onFreePort(IntFunction<T> start) {
        for (var attempt = 1; ; attempt++) {
            var port = freePort();
            try {
                return start.apply(port);
            } catch (IllegalStateException e) {
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    /** Runs when the JVM ends, the last one given first, and before the directories go. */
    static void atExit(Runnable work) {
        AT_EXIT.addFirst(work);
    }

    /** A new directory, removed when the JVM ends or, after a crash, by the next one that needs such a directory. */
    public static synchronized Path directory(String name) {
        try {
            if (mine == null) {
                var base = shared();
                sweep(base);
                var own = Files.createDirectory(
                        base.resolve("run-" + ProcessHandle.current().pid()));
                AT_EXIT.addLast(() -> delete(own));
                mine = own;
            }
            return Files.createTempDirectory(
                    mine,
                    name + "-",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where unpacked servers stay between runs: one directory per user, which nobody else can write to. */
    static Path shared() throws IOException {
        var base = Path.of(System.getProperty("java.io.tmpdir"), "usher-" + System.getProperty("user.name"));
        Files.createDirectories(
                base, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        var owner = Files.getOwner(base).getName();
        if (!owner.equals(System.getProperty("user.name")) || Files.isSymbolicLink(base)) {
            throw new IOException(base + " belongs to " + owner + ": set java.io.tmpdir to a directory of your own");
        }
        return base;
    }

    private static void sweep(Path base) throws IOException {
        try (var entries = Files.newDirectoryStream(base, "run-*")) {
            for (var entry : entries) {
                var pid = Long.parseLong(entry.getFileName().toString().substring("run-".length()));
                if (pid == ProcessHandle.current().pid()
                        || ProcessHandle.of(pid).isEmpty()) {
                    delete(entry);
                }
            }
        }
    }

    /** Removes a tree, as far as it can: a server that is still ending may be writing into it. */
    public static void delete(Path tree) {
        try (var paths = Files.walk(tree)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                var _ = path.toFile().delete();
            });
        } catch (IOException | UncheckedIOException e) {
            // Left for the next sweep.
        }
    }
}
