package dev.usher.kernel.token;

import dev.usher.kernel.problem.Unavailable;
import java.util.Optional;

/**
 * The only source of keys that verify access tokens. The default loads {@code usher.token.jwks-url}; the service that
 * signs provides a bean with its own public keys instead.
 */
public interface KeySource {
    /**
     * The public key with this id; empty when the issuer has none. May wait for a fetch, a second at most.
     *
     * @throws Unavailable when it cannot be known, because keys could not be loaded
     */
    Optional<VerificationKey> key(String kid);
}
