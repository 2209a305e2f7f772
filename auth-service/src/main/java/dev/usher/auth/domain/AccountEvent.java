package dev.usher.auth.domain;

import java.time.Instant;

/** What others are told of. Leaves in the transaction of the change. */
public sealed interface AccountEvent {
    Account account();

    Instant at();

    record SignedUp(Account account, Instant at) implements AccountEvent {}

    record PasswordChanged(Account account, Instant at) implements AccountEvent {}

    record Disabled(Account account, Instant at) implements AccountEvent {}

    record Enabled(Account account, Instant at) implements AccountEvent {}

    /** It is gone with everything about it. */
    record Deleted(Account account, Instant at) implements AccountEvent {}

    /** Its owner receives what is mailed to the address. */
    record EmailVerified(Account account, Instant at) implements AccountEvent {}

    /** @param sealed the token, for the service that mails it and nobody else */
    record ResetRequested(Account account, String sealed, Instant expiresAt, Instant at) implements AccountEvent {
        @Override
        public String toString() {
            return "ResetRequested[" + account.id() + "]";
        }
    }

    /** @param sealed the token, for the service that mails it and nobody else */
    record VerificationRequested(Account account, String sealed, Instant expiresAt, Instant at)
            implements AccountEvent {
        @Override
        public String toString() {
            return "VerificationRequested[" + account.id() + "]";
        }
    }

    /** Somebody tried to sign up with the address of this account, and was told nothing. */
    record AddressTaken(Account account, Instant at) implements AccountEvent {}

    /** A refresh token was used that had been replaced: one of its two holders is a thief. */
    record SessionReuseDetected(Account account, SessionId session, String ip, Instant at) implements AccountEvent {}
}
