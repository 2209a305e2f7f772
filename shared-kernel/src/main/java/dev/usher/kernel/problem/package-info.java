/** Refusals and failures, and the one place that turns them into RFC 9457 problem details. */
@NullMarked
package dev.usher.kernel.problem;

import org.jspecify.annotations.NullMarked;
