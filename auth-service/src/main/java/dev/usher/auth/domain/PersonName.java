package dev.usher.auth.domain;

import dev.usher.kernel.value.Text;
import dev.usher.kernel.value.Violations;
import org.jspecify.annotations.Nullable;

/** What a person is called: each part 1 to 100 code points of one line. */
public record PersonName(String first, String last) {
    public static final int MAX_LENGTH = 100;

    /** @throws dev.usher.kernel.value.InvalidValue on {@code first_name}, {@code last_name} or both */
    public static PersonName of(@Nullable String first, @Nullable String last) {
        var check = new Violations();
        var cleanFirst = check.value(() -> Text.line("first_name", first, 1, MAX_LENGTH));
        var cleanLast = check.value(() -> Text.line("last_name", last, 1, MAX_LENGTH));
        check.orThrow();
        return new PersonName(cleanFirst.get(), cleanLast.get());
    }
}
