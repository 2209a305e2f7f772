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

    /** A refresh token was used that had been replaced: one of its two holders is a thief. */
    record SessionReuseDetected(Account account, SessionId session, String ip, Instant at) implements AccountEvent {}
}
