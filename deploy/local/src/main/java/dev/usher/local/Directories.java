package dev.usher.local;

import dev.usher.kernel.testing.Scratch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where a platform keeps its things. Two platforms never share a directory. */
record Directories(Path data, Path logs, Secrets secrets) {
    /** A channel nobody refers to is closed by the garbage collector, and its lock is gone. */
    private static final List<FileChannel> LOCKS = new CopyOnWriteArrayList<>();

    /**
     * Makes and locks them; without {@code --data} the data begin empty.
     *
     * @throws Failure when another platform runs there
     */
    static Directories of(Options options) throws IOException {
        var state = options.state();
        var data = options.data().orElse(state.resolve("data"));
        lock(state, "--state");
        if (options.data().isPresent()) {
            lock(data, "--data");
        } else {
            Scratch.delete(data);
        }
        var logs = state.resolve("logs");
        Scratch.delete(logs);
        Files.createDirectories(logs);
        return new Directories(Files.createDirectories(data), logs, Secrets.in(data.resolve("secrets")));
    }

    /** Held until this JVM ends, however it ends. */
    private static void lock(Path directory, String option) throws IOException {
        Files.createDirectories(directory);
        var channel = FileChannel.open(
                directory.resolve(".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.READ);
        LOCKS.add(channel);
        if (!isLocked(channel)) {
            throw new Failure(
                    "Another Usher platform is running in " + directory + ".\nStop it, or give this one a directory of"
                            + " its own: " + option + " DIR",
                    Failure.USAGE);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
