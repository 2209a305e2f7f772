package dev.usher.auth.domain;

import dev.usher.kernel.value.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which passwords are allowed, as far as that needs no dictionary. There are no composition rules (NIST SP 800-63B
 * §3.1.1.2): length and not being guessable are what counts. Refused here: what contains the local part of the address, a
 * name (each from four letters on) or the product's name. {@code PasswordRules} adds what a dictionary knows: the 10 000
 * most common passwords, and whatever zxcvbn scores below 2.
 *
 * @param minLength in code points; 8 unless the setting {@code auth.password.min-length} says otherwise
 * @param maxLength in code points; 256
 */
public record PasswordPolicy(int minLength, int maxLength) {
    private static final String PRODUCT = "usher";
    /** Shorter words turn up by chance. */
    private static final int TELLING_WORD = 4;

    public List<Violation> violations(String field, RawPassword password, PasswordContext context) {
        var found = new ArrayList<Violation>();
        if (password.codePoints() < minLength) {
            found.add(new Violation(field, "too_short", "must be at least " + minLength + " characters long"));
        }
        if (password.codePoints() > maxLength) {
            found.add(new Violation(field, "too_long", "must be at most " + maxLength + " characters long"));
        }
        if (containsAny(password, context)) {
            found.add(new Violation(
                    field, "contextual", "must not contain your name, your e-mail address or this product's name"));
        }
        return found;
    }

    private static boolean containsAny(RawPassword password, PasswordContext context) {
        var folded = fold(password.reveal());
        return Stream.concat(Stream.of(PRODUCT), context.words().stream())
                .map(PasswordPolicy::fold)
                .filter(word -> word.codePointCount(0, word.length()) >= TELLING_WORD)
                .anyMatch(folded::contains);
    }

    private static String fold(String text) {
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
