package dev.usher.auth.application.port;

import java.util.Map;

/** The public keys of access tokens, for whoever verifies them. */
public interface PublishedKeys {
    /** A JWK set (RFC 7517 §5) as JSON; no private part in it. */
    Map<String, Object> jwkSet();
}
