package dev.usher.auth.adapter.in.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.usher.kernel.value.InvalidValue;
import org.jspecify.annotations.Nullable;

/** A member of a body that must not be printed. */
record SecretText(@JsonValue String reveal) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    SecretText {}

    /** Null stays null. */
    static @Nullable String orNull(@Nullable SecretText secret) {
        return secret == null ? null : secret.reveal;
    }

    /** @throws InvalidValue when it is not there */
    static String required(String field, @Nullable SecretText secret) {
        if (secret == null) {
            throw new InvalidValue(field, "required", "is required");
        }
        return secret.reveal;
    }

    @Override
    public String toString() {
        return "SecretText[redacted]";
    }
}
