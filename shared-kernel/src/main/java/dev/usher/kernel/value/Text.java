package dev.usher.kernel.value;

import java.text.Normalizer;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Text that people write: composed (Unicode NFC), without white space at its ends, without control characters, and
 * measured in code points, so that one emoji counts as one and the same name is always the same bytes.
 */
public final class Text {
    private Text() {}

    /**
     * One line of text.
     *
     * @return the clean text, {@code min} to {@code max} code points long
     * @throws InvalidValue {@code required} when null, {@code control_character}, {@code too_short}, {@code too_long}
     */
    public static String line(String field, @Nullable String raw, int min, int max) {
        return clean(field, raw, min, max, character -> false);
    }

    /** As {@link #line}, but line breaks (LF, CR LF) and tabs may stand inside. */
    public static String block(String field, @Nullable String raw, int min, int max) {
        return clean(field, raw, min, max, character -> character == '\n' || character == '\r' || character == '\t');
    }

    /**
     * The text in the form in which names are compared, where case does not count: the same on every machine and in every
     * locale.
     */
    public static String fold(String text) {
        for (int i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character >= 0x80 || (character >= 'A' && character <= 'Z')) {
                // Up and down again: some letters (ſ, ς) meet only in upper case.
                return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            }
        }
        return text;
    }

    private static String clean(String field, @Nullable String raw, int min, int max, IntPredicate allowed) {
        if (raw == null) {
            throw new InvalidValue(field, "required", "is required");
        }
        var text = trim(Normalizer.normalize(raw, Normalizer.Form.NFC));
        if (text.codePoints().anyMatch(character -> isForbidden(character) && !allowed.test(character))) {
            throw new InvalidValue(field, "control_character", "must not contain control characters");
        }
        var length = text.codePointCount(0, text.length());
        if (length < min) {
            throw new InvalidValue(
                    field,
                    "too_short",
                    min == 1 ? "must not be empty" : "must be at least " + min + " characters long");
        }
        if (length > max) {
            throw new InvalidValue(field, "too_long", "must be at most " + max + " characters long");
        }
        return text;
    }

    /** Removes what Unicode calls white space (property White_Space) from both ends; {@link String#strip} keeps NBSP. */
    private static String trim(String text) {
        var start = 0;
        var end = text.length();
        while (start < end && isWhiteSpace(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isWhiteSpace(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static boolean isWhiteSpace(int character) {
        return (Character.isWhitespace(character) && !isInformationSeparator(character))
                || Character.isSpaceChar(character)
                || character == 0x85;
    }

    /** U+001C to U+001F: white space to Java, control characters to Unicode. */
    private static boolean isInformationSeparator(int character) {
        return character >= 0x1c && character <= 0x1f;
    }

    /** Controls, and halves of surrogate pairs, which no database and no UTF-8 can hold. */
    private static boolean isForbidden(int character) {
        return Character.isISOControl(character)
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                || character == 0x2028
                || character == 0x2029;
    }
}
