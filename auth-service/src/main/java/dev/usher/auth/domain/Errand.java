package dev.usher.auth.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.UUID;

/**
 * Something to be done for whoever has an address, if there is somebody. Its asker has been answered already.
 */
public sealed interface Errand {
    UUID id();

    EmailAddress email();

    Client client();

    Instant askedAt();

    /** A new password is wanted. */
    record Forgot(UUID id, EmailAddress email, Client client, Instant askedAt) implements Errand {
        public static Forgot by(EmailAddress email, Client client, Instant now) {
            return new Forgot(Ids.next(now), email, client, now);
        }
    }

    /** An account is wanted. */
    record SignUp(
            UUID id,
            EmailAddress email,
            PersonName name,
            LanguageTag locale,
            PasswordHash hash,
            Client client,
            Instant askedAt)
            implements Errand {}
}
