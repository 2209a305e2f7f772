package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Threads and open files of a process, as {@code /proc} counts them (I-15). */
record Handles(long pid, int threads, int files) {
    /** What a pool or a cache may come to hold in the meantime. */
    private static final int SLACK = 12;

    static Handles of(Child child) {
        return new Handles(child.pid(), count(child.pid(), "task"), count(child.pid(), "fd"));
    }

    private static int count(long pid, String folder) {
        try (var entries = Files.list(Path.of("/proc", "" + pid, folder))) {
            return Math.toIntExact(entries.count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same process holds about as much. */
    void assertNoGrowth(Handles later) {
        assertThat(later.pid()).isEqualTo(pid);
        assertThat(later.threads()).as("I-15: threads").isLessThanOrEqualTo((int) (threads * 1.05) + SLACK);
        assertThat(later.files()).as("I-15: files").isLessThanOrEqualTo((int) (files * 1.05) + SLACK);
    }
}
