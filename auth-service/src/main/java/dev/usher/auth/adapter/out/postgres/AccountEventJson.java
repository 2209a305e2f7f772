package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.domain.AccountEvent;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.SealedText;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;

/** What the outbox stores and Kafka carries. Pinned by schemas and samples: a change of it is a decision. */
@Singleton
final class AccountEventJson {
    static final String SOURCE = "/auth-service";

    private static final String DELETED = "user:deleted";

    private final SealedText sealedText;

    AccountEventJson(SealedText sealedText) {
        this.sealedText = sealedText;
    }

    record UserSignup(
            UUID userId, String email, String firstName, String lastName, String locale, Instant signedUpAt) {}

    /** What tells no more than what happened, to whom and when. */
    record UserNotice(UUID userId, String email, String locale, Instant occurredAt) {}

    /** Of both kinds of mail that carry a token. */
    record TokenRequested(UUID userId, String email, String locale, String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "TokenRequested[" + userId + "]";
        }
    }

    record UserAddressTaken(String email, String locale, Instant occurredAt) {}

    record SessionReuseDetected(UUID userId, String email, String locale, UUID sid, String ip, Instant occurredAt) {}

    Event event(AccountEvent event) {
        var account = event.account();
        var id = account.id().value();
        var email = account.email().given();
        var locale = account.locale().value();
        return switch (event) {
            case AccountEvent.SignedUp(var who, var at) ->
                of(
                        event,
                        "user:signup",
                        "urn:usher:schema:user-signup:1",
                        new UserSignup(id, email, who.name().first(), who.name().last(), locale, at));
            case AccountEvent.PasswordChanged(var who, var at) ->
                of(
                        event,
                        "user:password-changed",
                        "urn:usher:schema:user-password-changed:1",
                        new UserNotice(id, email, locale, at));
            case AccountEvent.Disabled(var who, var at) ->
                of(event, "user:disabled", "urn:usher:schema:user-disabled:1", new UserNotice(id, email, locale, at));
            case AccountEvent.Enabled(var who, var at) ->
                of(event, "user:enabled", "urn:usher:schema:user-enabled:1", new UserNotice(id, email, locale, at));
            case AccountEvent.Deleted(var who, var at) ->
                of(
                        event,
                        DELETED,
                        "urn:usher:schema:user-deleted:1",
                        new UserNotice(id, sealedText.seal(email, DELETED), locale, at));
            case AccountEvent.EmailVerified(var who, var at) ->
                of(
                        event,
                        "user:email-verified",
                        "urn:usher:schema:user-email-verified:1",
                        new UserNotice(id, email, locale, at));
            case AccountEvent.ResetRequested(var who, var sealed, var expiresAt, var at) ->
                of(
                        event,
                        "user:password-reset-requested",
                        "urn:usher:schema:user-password-reset-requested:1",
                        new TokenRequested(id, email, locale, sealed, expiresAt));
            case AccountEvent.VerificationRequested(var who, var sealed, var expiresAt, var at) ->
                of(
                        event,
                        "user:email-verification-requested",
                        "urn:usher:schema:user-email-verification-requested:1",
                        new TokenRequested(id, email, locale, sealed, expiresAt));
            case AccountEvent.AddressTaken(var who, var at) ->
                of(
                        event,
                        "user:address-taken",
                        "urn:usher:schema:user-address-taken:1",
                        new UserAddressTaken(email, locale, at));
            case AccountEvent.SessionReuseDetected(var who, var session, var ip, var at) ->
                of(
                        event,
                        "session:reuse-detected",
                        "urn:usher:schema:session-reuse-detected:1",
                        new SessionReuseDetected(id, email, locale, session.value(), ip, at));
        };
    }

    private static Event of(AccountEvent event, String type, String schema, Object data) {
        return Event.of(type, SOURCE, event.account().id().toString(), event.at(), schema, data);
    }
}
