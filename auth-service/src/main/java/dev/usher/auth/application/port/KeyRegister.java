package dev.usher.auth.application.port;

import dev.usher.auth.domain.PublishedKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** What the replicas agree on about the public keys of access tokens, durable. Every method is one atomic change. */
public interface KeyRegister {
    /**
     * Notes keys as published. One that was noted before keeps its JWK and since when it is published; until when can
     * only become later. Those that are over are forgotten.
     *
     * @param keys may be empty
     * @return all that are published at that moment, the oldest first
     */
    List<PublishedKey> publish(Collection<PublishedKey> keys, Instant now);
}
