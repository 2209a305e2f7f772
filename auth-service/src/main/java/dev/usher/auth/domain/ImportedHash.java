package dev.usher.auth.domain;

import dev.usher.kernel.value.InvalidValue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Password hashes of other systems: plain bcrypt, {@code $2a$}, {@code $2b$} or {@code $2y$}, of cost 4 to 16. */
public final class ImportedHash {
    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

    private ImportedHash() {}

    /** @throws InvalidValue for anything else: nobody could log in with it */
    public static PasswordHash of(@Nullable String text) {
        if (text == null) {
            throw new InvalidValue("password_hash", "required", "is required");
        }
        if (!FORM.matcher(text).matches()) {
            throw new InvalidValue("password_hash", "invalid", "must be a bcrypt hash of cost 4 to 16");
        }
        return new PasswordHash(text);
    }
}
