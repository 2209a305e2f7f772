@NullMarked
package dev.usher.notification.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
