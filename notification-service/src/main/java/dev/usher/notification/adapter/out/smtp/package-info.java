/**
 * SMTP with Jakarta Mail. Kept open between mails, every wait limited by a deadline of ours, and every failure sorted
 * into one of three: not now, never, or the server takes nobody's mail.
 */
@NullMarked
package dev.usher.notification.adapter.out.smtp;

import org.jspecify.annotations.NullMarked;
