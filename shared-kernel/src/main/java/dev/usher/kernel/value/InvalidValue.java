package dev.usher.kernel.value;

import java.util.List;

/** Thrown by value types for what cannot exist. Answered as 422 {@code invalid} with all its violations. */
public final class InvalidValue extends RuntimeException {
    private final transient List<Violation> violations;

    public InvalidValue(String field, String code, String message) {
        this(List.of(new Violation(field, code, message)));
    }

    /** Takes at least one violation. */
    public InvalidValue(List<Violation> violations) {
        // No stack trace: it is an answer to a client, thrown often, and its origin is in the violations.
        super(violations.toString(), null, false, false);
        if (violations.isEmpty()) {
            throw new IllegalArgumentException("an invalid value has at least one violation");
        }
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
