package dev.usher.auth.domain;

import java.time.Instant;

/**
 * A session at its start.
 *
 * @param sessionEpoch the account's when the password was checked
 * @param absoluteUntil when it ends however busy it is
 */
public record Session(
        SessionId id, AccountId user, long sessionEpoch, Client client, Instant createdAt, Instant absoluteUntil) {
    /** Why one ended. */
    public enum End {
        LOGOUT,
        /** A refresh token was used twice. */
        REUSE,
        /** The user logged in once more than the limit allows, and this was the session longest unused. */
        LIMIT,
        PASSWORD_CHANGE,
        /** Found dead at a refresh: the account was disabled or its sessions were ended. */
        CUT_OFF
    }
}
