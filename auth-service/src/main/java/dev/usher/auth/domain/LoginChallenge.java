package dev.usher.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A login that lacks the second factor: its holder has given the password of the account.
 *
 * @param sessionEpoch the account's when the password was checked
 * @param enrol whether the account has to get a factor first
 */
public record LoginChallenge(UUID id, AccountId account, long sessionEpoch, Instant until, boolean enrol) {
    /** How long there is to find the device. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** As it travels. Secret: with a code of the factor it is a login. */
    public record Sealed(String reveal) {
        @Override
        public String toString() {
            return "LoginChallenge.Sealed[redacted]";
        }
    }
}
