package dev.usher.notification.domain;

import java.time.Instant;

/**
 * A letter that is ready to send.
 *
 * @param messageId with its angle brackets
 * @param date when the mail was asked for: the same on every attempt
 * @param language BCP 47, the one that it is really written in
 */
public record Mail(
        String messageId, MailAddress to, Instant date, String language, String subject, String text, String html) {

    /** Without what it says, which may hold a token. */
    @Override
    public String toString() {
        return "Mail[" + messageId + "]";
    }
}
