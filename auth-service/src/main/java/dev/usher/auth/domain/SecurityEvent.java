package dev.usher.auth.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that an operator may have to explain later: who did what to whose account, when and from where. Carries no
 * secret and nothing that somebody typed.
 *
 * @param actor who did it; null when nobody was logged in
 * @param subject whose account it is about; null when there is none
 * @param session which session it was done in, or was ended
 */
public record SecurityEvent(
        UUID id,
        Kind kind,
        @Nullable AccountId actor,
        @Nullable AccountId subject,
        @Nullable SessionId session,
        Client client,
        Instant at) {
    /** What happened. The name, in lower case with hyphens, is stored and published: it is never changed. */
    public enum Kind {
        SIGN_UP,
        LOG_IN,
        /** Wrong password, or an account that is unknown, disabled or not verified. */
        LOG_IN_FAILED,
        LOG_OUT,
        LOG_OUT_ALL,
        SESSION_ENDED,
        /** A refresh token was used again: one of its two holders is a thief. */
        SESSION_REUSE_DETECTED,
        PASSWORD_CHANGED,
        PASSWORD_CHANGE_FAILED,
        PASSWORD_RESET_REQUESTED,
        PASSWORD_RESET,
        PASSWORD_RESET_FAILED,
        EMAIL_VERIFICATION_REQUESTED,
        EMAIL_VERIFIED,
        SECOND_FACTOR_ENABLED,
        SECOND_FACTOR_DISABLED,
        /** Wrong code. */
        SECOND_FACTOR_FAILED,
        /** Wrong password of one who would get a factor, or take it away. */
        SECOND_FACTOR_CHANGE_FAILED,
        RECOVERY_CODES_RENEWED,
        RECOVERY_CODE_USED,
        ACCOUNT_DISABLED,
        ACCOUNT_ENABLED,
        ACCOUNT_DELETED,
        ACCOUNT_DELETION_FAILED,
        ACCOUNT_EXPORTED,
        ACCOUNT_IMPORTED,
        ROLES_CHANGED,
        SIGNING_KEYS_CHANGED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Kind> fromWire(String text) {
            return Stream.of(values()).filter(kind -> kind.wire().equals(text)).findFirst();
        }
    }

    /** Done by somebody to their own account. */
    public static SecurityEvent own(Kind kind, AccountId account, Client client, Instant at) {
        return new SecurityEvent(Ids.next(at), kind, account, account, null, client, at);
    }

    /** Done by somebody to another's account. */
    public static SecurityEvent by(AccountId actor, Kind kind, AccountId subject, Client client, Instant at) {
        return new SecurityEvent(Ids.next(at), kind, actor, subject, null, client, at);
    }

    /** Done by somebody who was not, or not yet, known to be the owner. */
    public static SecurityEvent about(Kind kind, @Nullable AccountId subject, Client client, Instant at) {
        return new SecurityEvent(Ids.next(at), kind, null, subject, null, client, at);
    }

    public SecurityEvent in(SessionId session) {
        return new SecurityEvent(id, kind, actor, subject, session, client, at);
    }
}
