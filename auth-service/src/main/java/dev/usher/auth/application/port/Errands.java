package dev.usher.auth.application.port;

import dev.usher.auth.domain.Errand;
import java.time.Instant;
import java.util.Optional;

/** Errands, durable until they are done. Every method is one atomic change. */
public interface Errands {
    /** Costs the same whatever the errand is about. */
    void add(Errand errand);

    /** The one that waits the longest. Nobody else gets it for half a minute: then it counts as abandoned. */
    Optional<Errand> take(Instant now);

    /** Nothing happens when it has been done before. */
    void done(Errand errand);
}
