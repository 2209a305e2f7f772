package dev.usher.auth.domain;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address as an identity: two spellings are the same address when their {@link #key() keys} are equal, and
 * only then. The key is the lower-cased ASCII local part, {@code @}, and the domain in lower-case punycode.
 *
 * <p>Takes what can be mailed without quoting: a dot-atom (RFC 5322 §3.2.3) of up to 64 characters before the
 * {@code @}, a host name of two or more labels (RFC 1035 §2.3.4) after it, 254 characters in all. Quoted local parts,
 * comments, address literals and non-ASCII local parts are refused.
 */
public final class EmailAddress {
    public static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL = 64;

    // Possessive and without nesting: linear on any input.
    private static final Pattern LOCAL =
            Pattern.compile("[a-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
    private static final Pattern ALL_DIGITS = Pattern.compile("[0-9]+");

    /** IDNA 2003, which the JDK speaks, folds these into other names; newer software resolves them as they stand. */
    private static final Pattern FOLDED = Pattern.compile("[\\u00DF\\u03C2\\u200C\\u200D]");

    private final String given;
    private final String key;

    private EmailAddress(String given, String key) {
        this.given = given;
        this.key = key;
    }

    /** @throws InvalidValue on the field {@code email} for what is no address */
    public static EmailAddress of(@Nullable String raw) {
        var given = Text.line("email", raw, 1, MAX_LENGTH);
        var key = canonical(given);
        if (key == null) {
            throw new InvalidValue("email", "invalid", "is not an e-mail address");
        }
        if (key.length() > MAX_LENGTH) {
            throw new InvalidValue("email", "too_long", "must be at most " + MAX_LENGTH + " characters long");
        }
        return new EmailAddress(given, key);
    }

    /** As {@link #of}, where an address that cannot exist is just one that nobody has. */
    public static Optional<EmailAddress> parse(String raw) {
        try {
            return Optional.of(of(raw));
        } catch (InvalidValue impossible) {
            return Optional.empty();
        }
    }

    /** One that was accepted before, by rules that may have changed since. */
    public static EmailAddress stored(String given, String key) {
        return new EmailAddress(given, key);
    }

    private static @Nullable String canonical(String given) {
        var at = given.indexOf('@');
        if (at < 1 || at > MAX_LOCAL || at != given.lastIndexOf('@')) {
            return null;
        }
        var local = given.substring(0, at);
        // Only ASCII: nobody agrees on the lower case of all the rest.
        if (!local.chars().allMatch(character -> character < 0x80)) {
            return null;
        }
        local = local.toLowerCase(Locale.ROOT);
        var domain = domain(given.substring(at + 1));
        return domain != null && LOCAL.matcher(local).matches() ? local + '@' + domain : null;
    }

    private static @Nullable String domain(String given) {
        if (FOLDED.matcher(given).find()) {
            return null;
        }
        String ascii;
        try {
            ascii = IDN.toASCII(given, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notAHostName) {
            return null;
        }
        if (ascii.length() > 253) {
            return null;
        }
        var labels = ascii.split("\\.", -1);
        for (var label : labels) {
            if (label.length() > 63 || !LABEL.matcher(label).matches() || !roundTrips(label)) {
                return null;
            }
        }
        var isHostName = labels.length >= 2
                && !ALL_DIGITS.matcher(labels[labels.length - 1]).matches();
        return isHostName ? ascii : null;
    }

    /** Two labels that show the same name must be the same label. */
    private static boolean roundTrips(String label) {
        if (!label.startsWith("xn--")) {
            return true;
        }
        var shown = IDN.toUnicode(label);
        try {
            return !shown.startsWith("xn--")
                    && IDN.toASCII(shown, IDN.USE_STD3_ASCII_RULES).equals(label);
        } catch (IllegalArgumentException notALabel) {
            return false;
        }
    }

    /** The one spelling by which accounts are found and attempts counted. ASCII, up to 254 characters. */
    public String key() {
        return key;
    }

    /** As its owner wrote it: what mail is sent to. */
    public String given() {
        return given;
    }

    public String localPart() {
        return key.substring(0, key.indexOf('@'));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EmailAddress that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return given;
    }
}
