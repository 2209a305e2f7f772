/** Use cases: an event becomes a ledger row, a ledger row becomes a mail that was sent or parked with a reason. */
@NullMarked
package dev.usher.notification.application;

import org.jspecify.annotations.NullMarked;
