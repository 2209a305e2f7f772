package dev.usher.auth.application.port;

import dev.usher.auth.domain.Attempt;
import dev.usher.auth.domain.TooMany;
import java.time.Instant;

/**
 * Counts attempts before they are made, for all replicas: however many come at once, no more get through than the limit
 * allows. Every method is one atomic step. What it knows may be lost (then counting begins again), but when it cannot be
 * asked it throws: nothing is unlimited in an outage.
 *
 * <p>Time is what the caller says. When that goes back, what was counted later counts as of now: nothing becomes
 * unlimited, and nothing stays closed for longer than its window.
 */
public interface Throttle {
    sealed interface Answer {
        /** It has been counted and may be made. */
        record Reserved(Reservation reservation) implements Answer {}

        /** One counter at least is full: nothing was counted. */
        record Refused(TooMany tooMany) implements Answer {}
    }

    /**
     * An attempt as it was counted.
     *
     * @param familiar whether it was not counted as a stranger's
     */
    record Reservation(Attempt attempt, boolean familiar, Instant at) {}

    /** Counts the attempt in every counter that is meant for it, or in none when one of them is full. */
    Answer reserve(Attempt attempt, Instant now);

    /** Takes the attempt back: it did not count. Never throws; at worst it stays counted. */
    void release(Reservation reservation);

    /** As {@link #release}, and whoever comes from the attempt's place is no stranger for 30 days. */
    void succeeded(Reservation reservation);

    /** Empties the attempt's counters; its place is no stranger's from now on. Never throws. */
    void clear(Attempt attempt);
}
