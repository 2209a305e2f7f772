package dev.usher.auth.domain;

import java.time.Instant;

/**
 * A public key of access tokens that verifiers can know.
 *
 * @param jwk RFC 7517, as JSON; no private part in it
 * @param since when it was first published
 * @param until how long at least it stays published
 */
public record PublishedKey(String kid, String jwk, Instant since, Instant until) {
    public PublishedKey until(Instant later) {
        return later.isAfter(until) ? new PublishedKey(kid, jwk, since, later) : this;
    }
}
