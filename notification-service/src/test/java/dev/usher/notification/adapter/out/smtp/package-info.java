@NullMarked
package dev.usher.notification.adapter.out.smtp;

import org.jspecify.annotations.NullMarked;
