/** Events of other services that ask for a mail. Only the members that a letter needs are read. */
@NullMarked
package dev.usher.notification.adapter.in.kafka;

import org.jspecify.annotations.NullMarked;
