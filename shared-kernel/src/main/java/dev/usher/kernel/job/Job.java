package dev.usher.kernel.job;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an operator may run, once, from the jar of a service. Nothing else of the service runs beside it. */
public interface Job {
    /** The first argument of its command line. */
    String name();

    /** What {@code --help} prints. */
    String usage();

    /**
     * Runs it to its end. An interrupt asks it to stop: it says how far it is then, as after a failure.
     *
     * @param progress lines for whoever watches; no part of the result
     * @throws IllegalArgumentException for arguments that do not do, before anything was done; the message says why
     */
    Outcome run(List<String> arguments, JobSettings settings, Consumer<String> progress)
            throws SQLException, InterruptedException;

    /**
     * @param result one line for programs, also when it failed half-way
     * @param failure why it did not get to its end; null when it did
     */
    record Outcome(String result, @Nullable String failure) {}
}
