package dev.usher.auth.application.port;

import dev.usher.auth.domain.PublishedKeys;

/** The keys of access tokens, as verifiers see them. */
public interface KeySet {
    /** As they are now: the set changes while the service runs. Needs no backend. */
    PublishedKeys published();
}
