package dev.usher.kernel.value;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with several fields, so that the client hears of all of it in one answer:
 *
 * <pre>{@code
 * var check = new Violations();
 * var email = check.value(() -> EmailAddress.of(request.email()));
 * var name = check.value(() -> Text.line("first_name", request.firstName(), 1, 100));
 * check.orThrow();
 * return signUp.signUp(email.get(), name.get());
 * }</pre>
 *
 * For one request, by one thread.
 */
public final class Violations {
    private final List<Violation> found = new ArrayList<>();

    /** Parses one field; its violations are kept, any other exception passes. */
    public <T> Parsed<T> value(Supplier<T> parse) {
        try {
            return new Parsed<>(parse.get());
        } catch (InvalidValue invalid) {
            found.addAll(invalid.violations());
            return new Parsed<>(null);
        }
    }

    /** As {@link #value}, for checks that yield nothing. */
    public void check(Runnable check) {
        try {
            check.run();
        } catch (InvalidValue invalid) {
            found.addAll(invalid.violations());
        }
    }

    public void add(String field, String code, String message) {
        found.add(new Violation(field, code, message));
    }

    /** What has been found so far, in that order. */
    public List<Violation> found() {
        return List.copyOf(found);
    }

    /** @throws InvalidValue with everything found, in the order in which it was found */
    public void orThrow() {
        if (!found.isEmpty()) {
            throw new InvalidValue(found);
        }
    }

    /** A value that is there once {@link Violations#orThrow} has passed. */
    public static final class Parsed<T> {
        private final @Nullable T value;

        private Parsed(@Nullable T value) {
            this.value = value;
        }

        /** @throws IllegalStateException when the value was refused: {@link Violations#orThrow} comes first */
        public T get() {
            if (value == null) {
                throw new IllegalStateException("a refused value was used; call orThrow first");
            }
            return value;
        }
    }
}
