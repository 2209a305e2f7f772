package dev.usher.auth.domain;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import java.util.IllformedLocaleException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** In which language to write to somebody: a BCP 47 tag in its canonical case, up to 35 characters. */
public record LanguageTag(String value) {
    public static final int MAX_LENGTH = 35;
    private static final LanguageTag ENGLISH = new LanguageTag("en");

    /**
     * @param raw null means English
     * @throws InvalidValue on the field {@code locale}
     */
    public static LanguageTag of(@Nullable String raw) {
        if (raw == null) {
            return ENGLISH;
        }
        var text = Text.line("locale", raw, 2, MAX_LENGTH);
        try {
            var locale = new Locale.Builder().setLanguageTag(text).build();
            if (!locale.getLanguage().isEmpty()) {
                return new LanguageTag(locale.toLanguageTag());
            }
        } catch (IllformedLocaleException notATag) {
            // Answered below.
        }
        throw new InvalidValue("locale", "invalid", "is not a BCP 47 language tag");
    }
}
