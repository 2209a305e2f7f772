/** What a domain may take from the kernel: plain values, no framework. */
@NullMarked
package dev.usher.kernel.value;

import org.jspecify.annotations.NullMarked;
