package dev.usher.kernel.token;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls, by a verified access token; a parameter of controllers. On a route that needs no token declare it
 * nullable, otherwise a call without one is answered 401.
 */
public record Caller(UUID userId, UUID sessionId, long epoch, Set<String> roles, AccessToken token) {
    private static final Set<String> ADMINS = Set.of("admin", "super-admin");

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** A super-admin may do all that an admin may. */
    public boolean isAdmin() {
        return roles.stream().anyMatch(ADMINS::contains);
    }
}
