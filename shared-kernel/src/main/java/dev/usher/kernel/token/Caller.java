package dev.usher.kernel.token;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls, by a verified access token; a parameter of controllers. On a route that needs no token declare it
 * nullable, otherwise a call without one is answered 401.
 *
 * @param roles as they were when the token was issued: what somebody may do now is asked of the policy
 */
public record Caller(UUID userId, UUID sessionId, long epoch, Set<String> roles, AccessToken token) {
    public Caller {
        roles = Set.copyOf(roles);
    }
}
