@NullMarked
package dev.usher.notification.adapter.in.kafka;

import org.jspecify.annotations.NullMarked;
