package dev.usher.notification.adapter.in.kafka;

import dev.usher.kernel.event.SealedText;
import dev.usher.kernel.event.Unreadable;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The members of all events that ask for a mail, as far as a letter needs them; others are none of our business. Each
 * accessor throws {@link InvalidValue} when its member is absent or holds what no letter can say.
 */
record MailData(
        @Nullable UUID userId,
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String locale,
        @Nullable String token,
        @Nullable Instant expiresAt,
        @Nullable Instant occurredAt,
        @Nullable String ip) {
    /** Longer than any address, so that what is none is seen in the ledger; shorter than what could fill it. */
    private static final int MAX_RECIPIENT = 320;

    private static final int MAX_NAME = 100;
    private static final int MAX_LOCALE = 35;
    private static final int MAX_NETWORK = 45;

    UUID user() {
        return required("user_id", userId);
    }

    String recipient() {
        return Text.line("email", email, 1, MAX_RECIPIENT);
    }

    /** Of an event that tells the address to us alone. */
    String recipient(SealedText sealedText, String eventType) throws Unreadable {
        return Text.line("email", sealedText.open(required("email", email), eventType), 1, MAX_RECIPIENT);
    }

    String firstNameOrThrow() {
        return Text.line("first_name", firstName, 1, MAX_NAME);
    }

    String language() {
        return locale == null ? "en" : Text.line("locale", locale, 0, MAX_LOCALE);
    }

    String sealedToken() {
        return required("token", token);
    }

    Instant expires() {
        return required("expires_at", expiresAt);
    }

    String occurred() {
        return required("occurred_at", occurredAt).toString();
    }

    String network() {
        return Text.line("ip", ip, 1, MAX_NETWORK);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new InvalidValue(name, "required", "is required");
        }
        return value;
    }

    /** Without what the members say. */
    @Override
    public String toString() {
        return "MailData[redacted]";
    }
}
