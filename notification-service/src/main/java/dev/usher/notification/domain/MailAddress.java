package dev.usher.notification.domain;

import dev.usher.kernel.value.InvalidValue;
import java.net.IDN;
import java.util.regex.Pattern;

/**
 * An address that a mail can be sent to: {@code dot-atom@domain} of RFC 5322 §3.4.1 in ASCII, an international domain in
 * its A-label form. Quoted local parts, address literals and local parts beyond ASCII are refused: no account has one,
 * and they are the ways to smuggle a second command or recipient into SMTP.
 *
 * @param text at most 254 characters (RFC 5321 §4.5.3.1.3), none of them white space, a control or a bracket
 */
public record MailAddress(String text) {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    /** Possessive: linear for any input. */
    private static final Pattern DOT_ATOM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++)*+");

    public MailAddress {
        if (text.length() > MAX_LENGTH) {
            throw invalid();
        }
        var at = text.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL || !DOT_ATOM.matcher(text.substring(0, at)).matches()) {
            throw invalid();
        }
        text = text.substring(0, at + 1) + asciiDomain(text.substring(at + 1));
        if (text.length() > MAX_LENGTH) {
            throw invalid();
        }
    }

    public static boolean isValid(String text) {
        try {
            return !new MailAddress(text).text().isEmpty();
        } catch (InvalidValue refused) {
            return false;
        }
    }

    /** The part behind the {@code @}, in ASCII. */
    public String domain() {
        return text.substring(text.lastIndexOf('@') + 1);
    }

    private static String asciiDomain(String domain) {
        String ascii;
        try {
            ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException notADomain) {
            throw invalid();
        }
        if (ascii.isEmpty() || ascii.endsWith(".") || ascii.length() > MAX_DOMAIN) {
            throw invalid();
        }
        return ascii;
    }

    private static InvalidValue invalid() {
        return new InvalidValue("recipient", "invalid", "must be an e-mail address");
    }

    @Override
    public String toString() {
        return text;
    }
}
