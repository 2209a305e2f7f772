package dev.usher.auth.domain;

import java.time.Duration;

/**
 * A signed access token. Secret.
 *
 * @param lifetime how long it works from the moment of issue, in whole seconds
 */
public record AccessToken(String reveal, Duration lifetime) {
    @Override
    public String toString() {
        return "AccessToken[redacted]";
    }
}
