package dev.usher.auth.application.port;

import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.RawPassword;

/**
 * Slow on purpose, and bounded: when more is asked than the machine can hash soon, it refuses at once instead of
 * queueing. Never called while anything else is held.
 */
public interface PasswordHasher {
    PasswordHash hash(RawPassword password);

    /** Costs as much as {@link #hash} when the answer is no, whatever the cost of the stored hash is. */
    boolean matches(RawPassword password, PasswordHash stored);

    /** A hash that no password matches, of the usual cost. */
    PasswordHash decoy();

    /** True if the hash is weaker than those made now, or of another scheme. */
    boolean isOutdated(PasswordHash stored);
}
