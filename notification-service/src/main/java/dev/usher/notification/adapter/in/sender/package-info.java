/** The threads that drive sending: woken by a new mail at once, by a timer at the latest. */
@NullMarked
package dev.usher.notification.adapter.in.sender;

import org.jspecify.annotations.NullMarked;
