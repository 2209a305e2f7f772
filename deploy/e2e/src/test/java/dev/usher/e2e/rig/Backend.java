package dev.usher.e2e.rig;

import dev.usher.kernel.testing.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A server that services depend on, with its data folder. */
final class Backend extends Child {
    private final Path data;
    private final Start start;
    private int copies;

    /** @param start returns when the server answers */
    Backend(String name, Path data, Start start) {
        super(name);
        this.data = data;
        this.start = start;
    }

    /** Returns when it answers. */
    void start() {
        run(start);
    }

    void restart() {
        stop();
        start();
    }

    /** Stops it for a moment and copies its data folder. */
    Path copy() {
        var copy = data.resolveSibling(data.getFileName() + ".copy-" + ++copies);
        stop();
        clone(data, copy);
        start();
        return copy;
    }

    /** What was written since the copy is lost, as after a failover to a replica that was behind. */
    void restore(Path copy) {
        end();
        Scratch.delete(data);
        clone(copy, data);
        start();
    }

    /** With owners and permissions: the servers mind them. */
    private static void clone(Path from, Path to) {
        try {
            var status = new ProcessBuilder(List.of("cp", "-a", from.toString(), to.toString()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("cp of " + from + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
