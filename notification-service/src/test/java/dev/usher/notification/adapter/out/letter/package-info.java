@NullMarked
package dev.usher.notification.adapter.out.letter;

import org.jspecify.annotations.NullMarked;
