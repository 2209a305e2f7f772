@NullMarked
package dev.usher.notification;

import org.jspecify.annotations.NullMarked;
