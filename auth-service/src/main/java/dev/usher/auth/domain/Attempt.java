package dev.usher.auth.domain;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that may be tried only so often, and where it counts.
 *
 * @param counters it counts in each of them
 * @param strangers it counts in these too, unless one like it has succeeded from the same place of late
 * @param place who, and from where; empty when success earns nothing
 */
public record Attempt(List<Counter> counters, List<Counter> strangers, Optional<String> place) {
    /**
     * Attempts of one subject.
     *
     * @param subject unambiguous within the limit; may be personal, so stores keep a hash of it
     */
    public record Counter(Limit limit, String subject) {
        @Override
        public String toString() {
            return "Counter[" + limit.name() + "]";
        }
    }

    public Attempt {
        counters = List.copyOf(counters);
        strangers = List.copyOf(strangers);
    }

    static Attempt in(Counter... counters) {
        return new Attempt(List.of(counters), List.of(), Optional.empty());
    }

    /** Those of strangers first. */
    public List<Counter> all() {
        return Stream.concat(strangers.stream(), counters.stream()).toList();
    }

    @Override
    public String toString() {
        return "Attempt" + all();
    }
}
