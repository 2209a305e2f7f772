package dev.usher.kernel.testing;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it was accepted, one for each recipient.
 *
 * @param id number in the order of arrival, from 1
 * @param to the recipient the envelope named
 * @param headers the first of each name, found whatever its case
 * @param text the plain part, if there is one
 * @param html the HTML part, if there is one
 */
public record Mail(
        long id,
        String to,
        Instant receivedAt,
        String subject,
        Map<String, String> headers,
        @Nullable String text,
        @Nullable String html) {
    static Mail read(long id, String to, Instant receivedAt, MimeMessage message) {
        try {
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            for (var each = message.getAllHeaders(); each.hasMoreElements(); ) {
                var header = each.nextElement();
                headers.putIfAbsent(header.getName(), header.getValue());
            }
            var subject = message.getSubject() == null ? "" : message.getSubject();
            return new Mail(
                    id,
                    to,
                    receivedAt,
                    subject,
                    Collections.unmodifiableMap(headers),
                    part(message, "text/plain"),
                    part(message, "text/html"));
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("unreadable mail to " + to, e);
        }
    }

    private static @Nullable String part(Part part, String type) throws MessagingException, IOException {
        var content = part.getContent();
        if (content instanceof Multipart parts) {
            for (var i = 0; i < parts.getCount(); i++) {
                var found = part(parts.getBodyPart(i), type);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        return part.isMimeType(type) && content instanceof String text ? text : null;
    }

    /** The header's first value. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }
}
