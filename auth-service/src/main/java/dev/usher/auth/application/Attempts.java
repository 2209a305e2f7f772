package dev.usher.auth.application;

import dev.usher.auth.application.port.Throttle;
import dev.usher.auth.domain.Attempt;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The step that everything throttled shares: reserve, try, and give back what did not fail. */
public final class Attempts {
    private final Throttle throttle;
    private final Clock clock;

    public Attempts(Throttle throttle, Clock clock) {
        this.throttle = throttle;
        this.clock = clock;
    }

    /**
     * Makes an attempt that counts when it fails. One that breaks off with an exception has told nobody anything, and
     * does not count.
     *
     * @param work not called past the limit
     */
    <R> R guess(Attempt attempt, Function<TooMany, R> refused, Supplier<R> work, Predicate<R> succeeded) {
        return reserved(attempt, refused, reservation -> {
            var result = work.get();
            if (succeeded.test(result)) {
                throttle.succeeded(reservation);
            }
            return result;
        });
    }

    /** Makes an attempt that counts whatever comes of it, unless it breaks off with an exception. */
    <R> R count(Attempt attempt, Function<TooMany, R> refused, Supplier<R> work) {
        return reserved(attempt, refused, reservation -> work.get());
    }

    /** Counts what is not worth trying again: a failure found already, a mail about to be sent. Empty within the limit. */
    Optional<TooMany> note(Attempt attempt) {
        return count(attempt, Optional::of, Optional::empty);
    }

    /** Begins to count anew. */
    void clear(Attempt attempt) {
        throttle.clear(attempt);
    }

    private <R> R reserved(Attempt attempt, Function<TooMany, R> refused, Function<Throttle.Reservation, R> work) {
        return switch (throttle.reserve(attempt, clock.instant())) {
            case Throttle.Answer.Refused(var tooMany) -> refused.apply(tooMany);
            case Throttle.Answer.Reserved(var reservation) -> {
                try {
                    yield work.apply(reservation);
                } catch (RuntimeException broken) {
                    throttle.release(reservation);
                    throw broken;
                }
            }
        };
    }
}
