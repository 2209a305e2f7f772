package dev.usher.profile.application.port;

import dev.usher.kernel.value.Violation;
import dev.usher.profile.domain.Account;
import dev.usher.profile.domain.Secret;
import dev.usher.profile.domain.Tokens;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The accounts, which auth-service keeps. It is always asked with the caller's own token, so that nobody reaches through
 * us what auth-service would refuse them. An answer takes 2 s at most; no answer, or none that can be understood, is an
 * outage and thrown.
 */
public interface Accounts {
    /** The caller's account; empty when auth-service refuses the token. An account of anybody else is an outage. */
    Optional<Account> own(UUID caller, Secret token);

    /**
     * Asks once and never again: when the answer is lost, the password may have been changed, and the caller finds out
     * by the old one being wrong.
     */
    PasswordChange changePassword(Secret token, Secret oldPassword, Secret newPassword);

    /** What became of a password change. */
    sealed interface PasswordChange {
        /** Done: every other session of the caller has ended, this is the new one. */
        record Changed(Tokens tokens) implements PasswordChange {}

        /** Refused, nothing changed; the fields are {@code old_password} and {@code new_password}. */
        record Refused(List<Violation> violations) implements PasswordChange {}

        /** The token is no longer good at auth-service. */
        record TokenRefused() implements PasswordChange {}

        /** Too many attempts; the next one may come after this time. */
        record Throttled(Duration retryAfter) implements PasswordChange {}
    }
}
