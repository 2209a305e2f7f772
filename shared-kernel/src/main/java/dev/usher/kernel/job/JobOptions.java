package dev.usher.kernel.job;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Arguments of the forms {@code --name value} and {@code --flag}. What is unknown, repeated or no such value is refused. */
public final class JobOptions {
    private final Map<String, String> values = new HashMap<>();
    private final Set<String> given = new HashSet<>();

    private JobOptions() {}

    /** @throws IllegalArgumentException whose message names the argument */
    public static JobOptions parse(List<String> arguments, Set<String> names, Set<String> flags) {
        var options = new JobOptions();
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            var argument = rest.next();
            if (!names.contains(argument) && !flags.contains(argument)) {
                throw new IllegalArgumentException(argument + " is no option");
            }
            if (!options.given.add(argument)) {
                throw new IllegalArgumentException(argument + " stands there twice");
            }
            if (names.contains(argument)) {
                if (!rest.hasNext()) {
                    throw new IllegalArgumentException(argument + " needs a value");
                }
                options.values.put(argument, rest.next());
            }
        }
        return options;
    }

    public boolean has(String flag) {
        return given.contains(flag);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** RFC 3339 with any offset. */
    public Optional<Instant> time(String name) {
        return text(name).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException refused) {
                throw new IllegalArgumentException(name + " must be a time like 2026-03-01T10:00:00Z", refused);
            }
        });
    }

    public Optional<UUID> id(String name) {
        return text(name)
                .map(text -> Ids.parse(text).orElseThrow(() -> new IllegalArgumentException(name + " must be an id")));
    }

    public int number(String name, int otherwise, int least, int most) {
        var wrong = name + " must be " + least + " to " + most;
        try {
            int number = text(name).map(Integer::parseInt).orElse(otherwise);
            if (number < least || number > most) {
                throw new IllegalArgumentException(wrong);
            }
            return number;
        } catch (NumberFormatException refused) {
            throw new IllegalArgumentException(wrong, refused);
        }
    }
}
