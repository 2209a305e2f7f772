package dev.usher.e2e.rig;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every operation of every client and what it was told: what a run is judged by (promises §3.2). In memory and in a file. */
final class Ledger implements AutoCloseable {
    enum Outcome {
        /** Acknowledged. */
        OK,
        /** A documented 4xx: nothing happened. */
        REFUSED,
        /** No answer, or 503: it happened wholly or not at all. */
        UNKNOWN
    }

    /**
     * One operation.
     *
     * @param start {@link System#nanoTime()}
     * @param endpoint {@code POST /v1/signup}
     * @param key whom it was about: an e-mail address mostly
     * @param status 0 when there was no answer
     */
    record Entry(long start, long end, String endpoint, String key, Outcome outcome, int status) {
        Duration took() {
            return Duration.ofNanos(end - start);
        }
    }

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final PrintWriter file;

    Ledger(Path path) {
        try {
            file = new PrintWriter(Files.newBufferedWriter(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void add(Entry entry) {
        entries.add(entry);
        synchronized (file) {
            file.println(String.join(
                    "\t",
                    "" + entry.start,
                    "" + entry.end,
                    entry.endpoint,
                    entry.key,
                    entry.outcome.name(),
                    "" + entry.status));
        }
    }

    /** An answer that no fault excuses. */
    void violation(String what) {
        violations.add(what);
    }

    /** What clients saw that they never may see (promises Z-1, Z-2, Z-6). */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** How many operations there are so far: a place in the ledger for {@link #since}. */
    int size() {
        return entries.size();
    }

    List<Entry> since(int place) {
        return entries.stream().skip(place).toList();
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Keys of the acknowledged operations of an endpoint, in order. */
    List<String> acknowledged(String endpoint) {
        return such(entry -> entry.outcome == Outcome.OK && entry.endpoint.equals(endpoint))
                .map(Entry::key)
                .toList();
    }

    Stream<Entry> such(Predicate<Entry> such) {
        return entries.stream().filter(such);
    }

    long count(Outcome outcome) {
        return such(entry -> entry.outcome == outcome).count();
    }

    @Override
    public void close() {
        file.close();
    }
}
