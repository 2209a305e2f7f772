/** What a mail is, how long it is tried, when it is given up. Plain Java. */
@NullMarked
package dev.usher.notification.domain;

import org.jspecify.annotations.NullMarked;
