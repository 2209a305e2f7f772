/**
 * Events between services: CloudEvents 1.0 over Kafka in binary mode. They leave through the outbox, in the transaction
 * of the change they tell, and have their effect once through the inbox, in the transaction of the effect.
 */
@NullMarked
package dev.usher.kernel.event;

import org.jspecify.annotations.NullMarked;
