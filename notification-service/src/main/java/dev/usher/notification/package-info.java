/** The notification service: its main class, wiring and settings. */
@NullMarked
package dev.usher.notification;

import org.jspecify.annotations.NullMarked;
