/** Access tokens: good ones, bad ones in every way we know, and keys that cannot be had. */
@NullMarked
package dev.usher.kernel.token;

import org.jspecify.annotations.NullMarked;
