package dev.usher.profile.domain;

import java.time.Duration;

/**
 * The new session that auth-service opened for the caller.
 *
 * @param access the access token, alive for {@code accessLifetime}
 * @param refresh the refresh token, alive for {@code refreshLifetime}
 */
public record Tokens(Secret access, Duration accessLifetime, Secret refresh, Duration refreshLifetime) {}
