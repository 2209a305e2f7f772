/** What the use cases need from outside. */
@NullMarked
package dev.usher.notification.application.port;

import org.jspecify.annotations.NullMarked;
