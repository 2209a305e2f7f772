package dev.usher.e2e.rig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** One run of one row: the rig it runs on, the seed that decides what is random in it, and what it has to say. */
final class Trial {
    /** Set by {@code deploy/e2e/run full}. */
    private static final boolean MANY = "many".equals(System.getProperty("repetitions"));

    private final Rig rig;
    private final long seed;
    private final List<String> notes = new ArrayList<>();

    Trial(Rig rig, long seed) {
        this.rig = rig;
        this.seed = seed;
    }

    Rig rig() {
        return rig;
    }

    long seed() {
        return seed;
    }

    Random random() {
        return new Random(seed);
    }

    /** Few where every change has to pass, many by {@code deploy/e2e/run full}. */
    int times(int few, int many) {
        return MANY ? many : few;
    }

    /** A figure for the report. */
    @SuppressWarnings("AnnotateFormatMethod") // its annotation is no library of ours
    void note(String format, Object... values) {
        notes.add(format.formatted(values));
    }

    /** Waits, fails when it takes longer, and tells how long it took. */
    Duration until(String what, Duration limit, Callable<Boolean> holds) {
        long began = System.nanoTime();
        Awaitility.await(what)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(50))
                .until(holds);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    String notes() {
        return String.join("; ", notes);
    }
}
