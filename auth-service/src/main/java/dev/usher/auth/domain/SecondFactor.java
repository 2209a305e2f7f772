package dev.usher.auth.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * The second factor of an account: codes that change every 30 seconds (TOTP, RFC 6238), and recovery codes.
 *
 * @param confirmedAt when its owner proved to have it; until then it counts for nothing
 */
public record SecondFactor(SealedSecret secret, Optional<Instant> confirmedAt, int recoveryCodesLeft) {
    public boolean isConfirmed() {
        return confirmedAt.isPresent();
    }
}
