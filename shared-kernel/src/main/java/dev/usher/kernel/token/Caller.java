package dev.usher.kernel.token;

import java.util.UUID;

/**
 * Who calls, by a verified access token; a parameter of controllers. On a route that needs no token declare it
 * nullable, otherwise a call without one is answered 401. What the caller may do is asked of {@link
 * dev.usher.kernel.policy.Permissions}, never of the roles in the token: these are as old as it is.
 */
public record Caller(UUID userId, UUID sessionId, long epoch, AccessToken token) {}
