package dev.usher.notification.domain;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Welcome mails to Ada, as asked for by one event each. */
public final class TestMails {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final MailAddress SENDER = new MailAddress("no-reply@usher.example.com");

    private TestMails() {}

    public static Notification welcome() {
        return welcome("ada@example.com");
    }

    /** Due at {@link #NOW}, from an event of its own. */
    public static Notification welcome(String recipient) {
        return welcome(recipient, "Ada", NOW);
    }

    public static Notification welcome(String recipient, String firstName, Instant now) {
        return Notification.requested(request(recipient, firstName, UUID.randomUUID()), SENDER.domain(), now);
    }

    /** To Ada, due at {@link #NOW}, worth sending for 20 minutes where it holds a token. */
    public static Notification of(Kind kind, String locale, Map<String, String> model) {
        return of(kind, "ada@example.com", locale, model);
    }

    public static Notification of(Kind kind, String recipient, String locale, Map<String, String> model) {
        return Notification.requested(
                new Notification.Request(
                        kind,
                        recipient,
                        UUID.randomUUID(),
                        locale,
                        model,
                        new Origin("/auth-service", UUID.randomUUID()),
                        model.containsKey("token") ? NOW.plusSeconds(1200) : null),
                SENDER.domain(),
                NOW);
    }

    /** Without anything to say, from an event of its own. */
    public static Notification.Request request(Kind kind, String recipient, @Nullable UUID user) {
        return new Notification.Request(
                kind, recipient, user, "en", Map.of(), new Origin("/auth-service", UUID.randomUUID()), null);
    }

    public static Notification.Request request(String recipient, String firstName, UUID event) {
        return new Notification.Request(
                Kind.WELCOME,
                recipient,
                UUID.randomUUID(),
                "en",
                Map.of("first_name", firstName, "last_name", "Lovelace"),
                new Origin("/auth-service", event),
                null);
    }
}
