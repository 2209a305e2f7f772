package dev.usher.auth.domain;

/**
 * From where somebody speaks, as the session list shows it.
 *
 * @param ip in its usual text form
 * @param userAgent printable, cut at 256 characters; empty when none was sent
 */
public record Client(String ip, String userAgent) {
    public static final int MAX_USER_AGENT = 256;

    public Client {
        var printable = userAgent
                .codePoints()
                .filter(character -> !Character.isISOControl(character)
                        && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE))
                .limit(MAX_USER_AGENT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        userAgent = printable.toString();
    }
}
