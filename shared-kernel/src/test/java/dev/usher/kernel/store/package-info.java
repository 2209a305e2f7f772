@NullMarked
package dev.usher.kernel.store;

import org.jspecify.annotations.NullMarked;
