package dev.usher.kernel.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox still holds.
 *
 * @param oldest when the oldest unpublished event was stored; null when there is none
 * @param parked refused by Kafka for good: each needs a person
 */
record Backlog(long unpublished, @Nullable Instant oldest, long parked) {
    static final Backlog NONE = new Backlog(0, null, 0);
}
