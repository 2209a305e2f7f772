package dev.usher.auth.application.port;

import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.RawPassword;
import java.util.Optional;

/**
 * Slow on purpose, and bounded: when more is asked than the machine can hash soon, it refuses at once instead of
 * queueing. Never called while anything else is held.
 */
public interface PasswordHasher {
    PasswordHash hash(RawPassword password);

    /** Costs as much as {@link #hash} when the answer is no, whatever the cost of the stored hash is. */
    boolean matches(RawPassword password, PasswordHash stored);

    /** As above, at the same cost, for what may be no password at all: that matches nothing, not even the hash of the empty one. */
    default boolean matches(Optional<RawPassword> password, PasswordHash stored) {
        return matches(password.orElse(RawPassword.IMPOSSIBLE), stored) && password.isPresent();
    }

    /** A hash that no password matches, of the usual cost. */
    PasswordHash decoy();

    /** True if the hash is weaker than those made now, or of another scheme. */
    boolean isOutdated(PasswordHash stored);
}
