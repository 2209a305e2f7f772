@NullMarked
package dev.usher.notification.domain;

import org.jspecify.annotations.NullMarked;
