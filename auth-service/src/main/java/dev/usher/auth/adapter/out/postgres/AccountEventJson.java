package dev.usher.auth.adapter.out.postgres;

import dev.usher.auth.domain.AccountEvent;
import dev.usher.kernel.event.Event;
import java.time.Instant;
import java.util.UUID;

/** What the outbox stores and Kafka carries. Pinned by schemas and samples: a change of it is a decision. */
final class AccountEventJson {
    static final String SOURCE = "/auth-service";

    private AccountEventJson() {}

    record UserSignup(
            UUID userId, String email, String firstName, String lastName, String locale, Instant signedUpAt) {}

    record UserPasswordChanged(UUID userId, String email, String locale, Instant occurredAt) {}

    record SessionReuseDetected(UUID userId, String email, String locale, UUID sid, String ip, Instant occurredAt) {}

    static Event event(AccountEvent event) {
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
                        new UserPasswordChanged(id, email, locale, at));
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
