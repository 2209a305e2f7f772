package dev.usher.kernel.token;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * What a verified access token says.
 *
 * @param id claim {@code jti}
 * @param userId claim {@code sub}
 * @param sessionId claim {@code sid}
 * @param epoch the user's epoch when it was issued: a token of a lower epoch than the user's is dead
 * @param expiresAt from this moment on it is not valid
 */
public record VerifiedToken(
        String id, UUID userId, UUID sessionId, long epoch, Set<String> roles, Instant notBefore, Instant expiresAt) {

    public VerifiedToken {
        roles = Set.copyOf(roles);
    }
}
