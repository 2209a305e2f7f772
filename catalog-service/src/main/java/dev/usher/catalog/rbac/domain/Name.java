package dev.usher.catalog.rbac.domain;

import dev.usher.kernel.value.Text;
import org.jspecify.annotations.Nullable;

/** The name of an entry, 1 to 100 code points, as it was spelled. Two names that differ only in case are one name. */
public record Name(String value) {
    /** @throws dev.usher.kernel.value.InvalidValue when this cannot be a name; the field is {@code name} */
    public static Name of(@Nullable String raw) {
        return new Name(Text.line("name", raw, 1, 100));
    }

    /** What makes the name unique. */
    public String key() {
        return key(value);
    }

    /** Any text in the form in which keys are compared and searched. */
    public static String key(String text) {
        return Text.fold(text);
    }
}
