@NullMarked
package dev.usher.kernel.problem;

import org.jspecify.annotations.NullMarked;
