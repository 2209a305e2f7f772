package dev.usher.auth.domain;

import dev.usher.auth.domain.MailToken.Purpose;
import java.time.Duration;
import java.time.Instant;

/**
 * How long mailed tokens are good, and when they are sent.
 *
 * @param mode whether an address must be verified
 * @param verifyAtSignUp whether a sign-up asks for that in any case
 */
public record RecoveryPolicy(Duration reset, Duration verify, SignUpMode mode, boolean verifyAtSignUp) {
    public Instant expiry(Purpose purpose, Instant now) {
        return now.plus(
                switch (purpose) {
                    case RESET -> reset;
                    case VERIFY -> verify;
                });
    }
}
