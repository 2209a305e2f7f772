package dev.usher.notification.adapter.out.smtp;

import java.util.regex.Pattern;

/**
 * What a server answered, without its free text: that may repeat parts of the mail, a link with a token for one.
 *
 * @param code 200 to 599; 0 when there was no answer that could be read
 * @param status the enhanced code of RFC 3463 ({@code 5.1.1}), or empty
 */
record SmtpReply(int code, String status) {
    static final SmtpReply NONE = new SmtpReply(0, "");
    /** The server closes the connection, whatever it was asked (RFC 5321 §3.8). */
    static final int CLOSING = 421;

    private static final Pattern ENHANCED = Pattern.compile("^\\d{3}[ -]([245]\\.\\d{1,3}\\.\\d{1,3})\\s");

    static SmtpReply of(int code, String response) {
        if (code < 200 || code > 599) {
            return NONE;
        }
        var enhanced = ENHANCED.matcher(response.substring(0, Math.min(response.length(), 16)));
        return new SmtpReply(code, enhanced.find() ? enhanced.group(1) : "");
    }

    boolean isNone() {
        return code == 0;
    }

    boolean isPositive() {
        return code >= 200 && code < 300;
    }

    boolean isPermanent() {
        return code >= 500;
    }

    /** The server wants credentials, or other ones, before it takes any mail (RFC 4954 §6). */
    boolean isAboutOurCredentials() {
        return code == 530 || code == 534 || code == 535 || code == 538;
    }

    @Override
    public String toString() {
        return status.isEmpty() ? Integer.toString(code) : code + " " + status;
    }
}
