package dev.usher.auth.application;

import dev.usher.auth.application.port.Throttle;
import dev.usher.auth.domain.Attempt;
import dev.usher.auth.domain.Attempt.Counter;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Remembers every attempt with its time. */
public final class InMemoryThrottle implements Throttle {
    private final Map<Counter, List<Instant>> counted = new HashMap<>();
    private final Map<String, Instant> familiarUntil = new HashMap<>();

    @Override
    public synchronized Answer reserve(Attempt attempt, Instant now) {
        var familiar =
                attempt.place().map(familiarUntil::get).filter(now::isBefore).isPresent();
        var counters = counters(attempt, familiar);
        counters.forEach(counter -> tidy(counter, now));
        var full = counters.stream()
                .filter(counter -> of(counter).size() >= counter.limit().most())
                .map(counter -> new TooMany(counter.limit(), Duration.between(now, opens(counter))))
                .max(Comparator.comparing(TooMany::retryAfter));
        if (full.isPresent()) {
            return new Answer.Refused(full.get());
        }
        counters.forEach(counter -> of(counter).add(now));
        return new Answer.Reserved(new Reservation(attempt, familiar, now));
    }

    private static List<Counter> counters(Attempt attempt, boolean familiar) {
        return familiar ? attempt.counters() : attempt.all();
    }

    private List<Instant> of(Counter counter) {
        return counted.computeIfAbsent(counter, unknown -> new ArrayList<>());
    }

    private void tidy(Counter counter, Instant now) {
        of(counter).removeIf(at -> !forgotten(counter, at).isAfter(now));
        of(counter).replaceAll(at -> at.isAfter(now) ? now : at);
    }

    private static Instant forgotten(Counter counter, Instant at) {
        return at.plus(counter.limit().window());
    }

    /** When so many have been forgotten that there is room for one. */
    private Instant opens(Counter counter) {
        var oldestFirst = of(counter).stream().sorted().toList();
        return forgotten(
                counter, oldestFirst.get(oldestFirst.size() - counter.limit().most()));
    }

    @Override
    public synchronized void release(Reservation reservation) {
        counters(reservation.attempt(), reservation.familiar())
                .forEach(counter -> of(counter).remove(reservation.at()));
    }

    @Override
    public synchronized void succeeded(Reservation reservation) {
        release(reservation);
        remember(reservation.attempt().place(), reservation.at());
    }

    @Override
    public synchronized void clear(Attempt attempt) {
        attempt.all().forEach(counted::remove);
        remember(attempt.place(), Instant.MAX.minus(ThrottlePolicy.FAMILIARITY));
    }

    private void remember(Optional<String> place, Instant now) {
        place.ifPresent(familiar -> familiarUntil.put(familiar, now.plus(ThrottlePolicy.FAMILIARITY)));
    }
}
