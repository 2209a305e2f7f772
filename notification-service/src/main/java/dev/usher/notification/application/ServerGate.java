package dev.usher.notification.application;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds all senders back while the mail server takes nobody's mail, so that an outage costs no mail an attempt and no
 * mail a long back-off: one mail at a time probes, after 0.25 s, then twice as long each time up to 5 s, and the first
 * one that gets through opens the gate for all. Times are those of {@link System#nanoTime}: a clock that is set must
 * not hold mails back. Thread-safe.
 */
public final class ServerGate {
    static final Duration FIRST_PROBE = Duration.ofMillis(250);
    static final Duration LAST_PROBE = Duration.ofSeconds(5);

    /** Leave to try one mail; is to be handed back by one of the three methods that take it. */
    public record Pass(long began, boolean probe) {}

    private Duration pause = FIRST_PROBE;
    private @Nullable String closedBecause;
    private long probeAt;
    private boolean probing;
    private boolean everReached;
    private long lastReached;

    /** Leave to try one mail now, or nothing while the gate is closed and no probe is due. */
    public synchronized Optional<Pass> pass(long now) {
        if (closedBecause == null) {
            return Optional.of(new Pass(now, false));
        }
        if (probing || now - probeAt < 0) {
            return Optional.empty();
        }
        probing = true;
        return Optional.of(new Pass(now, true));
    }

    /**
     * The server answered, whatever it said about the mail.
     *
     * @return true if this opened the gate
     */
    public synchronized boolean reached(Pass pass, long now) {
        handBack(pass);
        var opened = closedBecause != null;
        everReached = true;
        lastReached = now;
        pause = FIRST_PROBE;
        closedBecause = null;
        return opened;
    }

    /**
     * The server could not be reached. Closes the gate, unless another attempt reached it since this one began.
     *
     * @return true if this closed the gate
     */
    public synchronized boolean away(Pass pass, String why, long now) {
        handBack(pass);
        var open = closedBecause == null;
        if (open && everReached && lastReached - pass.began() > 0) {
            return false;
        }
        closedBecause = why;
        // Those that were under way when the gate closed add nothing to the pause.
        if (open || pass.probe()) {
            probeAt = now + pause.toNanos();
            var doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LAST_PROBE) < 0 ? doubled : LAST_PROBE;
        }
        return open;
    }

    /** Nothing was tried after all. */
    public synchronized void handBack(Pass pass) {
        if (pass.probe()) {
            probing = false;
        }
    }

    /** Why it is closed; null while it is open. */
    public synchronized @Nullable String closedBecause() {
        return closedBecause;
    }
}
