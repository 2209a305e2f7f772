package dev.usher.kernel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Watches how much memory this process has in use, heap and all else: looked at every few milliseconds until closed. */
public final class ResidentMemory implements AutoCloseable {
    private final AtomicBoolean done = new AtomicBoolean();
    private final Thread thread = Thread.ofPlatform().start(this::look);
    private volatile long peak;

    private void look() {
        while (!done.get()) {
            peak = Math.max(peak, bytes());
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** The most that was seen. */
    public long peak() {
        return peak;
    }

    /** What is in use now. */
    public static long bytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        done.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
