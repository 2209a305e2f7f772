package dev.usher.auth.application;

import dev.usher.auth.domain.AccessToken;
import dev.usher.auth.domain.RefreshToken;
import java.time.Duration;

/**
 * What a client is given to go on with.
 *
 * @param refreshLifetime how long the refresh token works if it is not used
 */
public record Tokens(AccessToken access, RefreshToken refresh, Duration refreshLifetime) {}
