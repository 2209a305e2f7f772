@NullMarked
package dev.usher.notification.application;

import org.jspecify.annotations.NullMarked;
