@NullMarked
package dev.usher.kernel.value;

import org.jspecify.annotations.NullMarked;
