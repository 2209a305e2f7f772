package dev.usher.auth.domain;

import java.util.Map;

/**
 * The public keys of access tokens, for whoever verifies them.
 *
 * @param jwkSet RFC 7517 §5, as JSON; no private part in it
 */
public record PublishedKeys(Map<String, Object> jwkSet) {
    public PublishedKeys {
        jwkSet = Map.copyOf(jwkSet);
    }
}
