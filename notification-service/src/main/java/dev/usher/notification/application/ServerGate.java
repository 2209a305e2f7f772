package dev.usher.notification.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds all senders back while the mail server takes nobody's mail, so that an outage costs no mail an attempt and no
 * mail a long back-off: one mail at a time probes, after 0.25 s, then twice as long each time up to 5 s, and the first
 * one that gets through opens the gate for all. Thread-safe.
 */
public final class ServerGate {
    static final Duration FIRST_PROBE = Duration.ofMillis(250);
    static final Duration LAST_PROBE = Duration.ofSeconds(5);

    /** Leave to try one mail; is to be handed back by one of the three methods that take it. */
    public record Pass(Instant began, boolean probe) {}

    private Duration pause = FIRST_PROBE;
    private @Nullable Instant probeAt;
    private @Nullable String error;
    private boolean probing;
    private Instant lastReached = Instant.MIN;

    /** Leave to try one mail now, or nothing while the gate is closed and no probe is due. */
    public synchronized Optional<Pass> pass(Instant now) {
        if (probeAt == null) {
            return Optional.of(new Pass(now, false));
        }
        if (probing || now.isBefore(probeAt)) {
            return Optional.empty();
        }
        probing = true;
        return Optional.of(new Pass(now, true));
    }

    /** The server answered, whatever it said about the mail. */
    public synchronized void reached(Pass pass, Instant now) {
        handBack(pass);
        lastReached = now;
        pause = FIRST_PROBE;
        probeAt = null;
        error = null;
    }

    /** The server could not be reached. Closes the gate, unless another attempt reached it since this one began. */
    public synchronized void away(Pass pass, String why, Instant now) {
        handBack(pass);
        if (probeAt == null && lastReached.isAfter(pass.began())) {
            return;
        }
        error = why;
        // Those that were under way when the gate closed add nothing to the pause.
        if (probeAt == null || pass.probe()) {
            probeAt = now.plus(pause);
            var doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LAST_PROBE) < 0 ? doubled : LAST_PROBE;
        }
    }

    /** Nothing was tried after all. */
    public synchronized void handBack(Pass pass) {
        if (pass.probe()) {
            probing = false;
        }
    }

    /** Why it is closed; null while it is open. */
    public synchronized @Nullable String closedBecause() {
        return error;
    }
}
