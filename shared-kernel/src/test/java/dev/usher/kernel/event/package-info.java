/** Outbox, relay and consumer on a real PostgreSQL and a real Kafka. */
@NullMarked
package dev.usher.kernel.event;

import org.jspecify.annotations.NullMarked;
