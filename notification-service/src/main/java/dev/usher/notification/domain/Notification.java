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
 * @param model what the letter says, by name; plain text, never markup; a token only sealed, as its event brought it
 * @param attempts how often the mail server was asked to take it
 * @param nextAttemptAt when it is due; null once sent or parked
 * @param lastError a code, never a server's free text, which may repeat parts of the mail; null if nothing failed
 * @param expiresAt from then on it says what no longer holds, and is not sent; null for never
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
        @Nullable Instant expiresAt,
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
            Origin origin,
            @Nullable Instant expiresAt) {}

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
                request.expiresAt(),
                "<%s.%s@%s>".formatted(request.kind().wire(), request.origin().id(), domain),
                now,
                null);
    }

    /** What it says no longer holds: a dead link is worse than no mail. */
    public boolean isStale(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Where it goes: what stands behind the last {@code @}, ASCII letters in lower case. Not checked, not made ASCII. */
    public String domain() {
        var domain = recipient.substring(recipient.lastIndexOf('@') + 1);
        return domain.chars()
                .map(letter -> letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Without whom it is to and what it says. */
    @Override
    public String toString() {
        return "Notification[" + kind.wire() + " " + id + " " + status.wire() + "]";
    }
}
