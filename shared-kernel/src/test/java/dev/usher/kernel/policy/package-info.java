@NullMarked
package dev.usher.kernel.policy;

import org.jspecify.annotations.NullMarked;
