package dev.usher.notification.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the mail ledger: which mail to whom, and where it stands.
 *
 * @param recipient as the event spelled it; only a {@link MailAddress} is ever mailed, anything else is parked
 * @param userId the account it is about; null when there is none
 * @param locale BCP 47
 * @param model what the letter says, by name; plain text, never markup
 * @param attempts how often the mail server was asked to take it
 * @param nextAttemptAt when it is due; null once sent or parked
 * @param lastError a code, never a server's free text, which may repeat parts of the mail; null if nothing failed
 * @param messageId the same for every attempt, so that a second copy can be recognised
 */
public record Notification(
        UUID id,
        Kind kind,
        String recipient,
        @Nullable UUID userId,
        String locale,
        Map<String, String> model,
        Status status,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable String lastError,
        Origin origin,
        String messageId,
        Instant createdAt,
        @Nullable Instant sentAt) {

    public Notification {
        model = Map.copyOf(model);
    }

    /** What an event asks for. */
    public record Request(
            Kind kind,
            String recipient,
            @Nullable UUID userId,
            String locale,
            Map<String, String> model,
            Origin origin) {}

    /**
     * A mail that is due at once, or parked at once when its recipient is no address.
     *
     * @param domain the right side of the message id (RFC 5322 §3.6.4)
     */
    public static Notification requested(Request request, String domain, Instant now) {
        var addressable = MailAddress.isValid(request.recipient());
        return new Notification(
                Ids.next(now),
                request.kind(),
                request.recipient(),
                request.userId(),
                request.locale(),
                request.model(),
                addressable ? Status.PENDING : Status.PARKED,
                0,
                addressable ? now : null,
                addressable ? null : ParkReason.INVALID_ADDRESS.wire(),
                request.origin(),
                "<%s.%s@%s>".formatted(request.kind().wire(), request.origin().id(), domain),
                now,
                null);
    }
}
