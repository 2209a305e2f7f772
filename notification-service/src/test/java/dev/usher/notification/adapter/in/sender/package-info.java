@NullMarked
package dev.usher.notification.adapter.in.sender;

import org.jspecify.annotations.NullMarked;
