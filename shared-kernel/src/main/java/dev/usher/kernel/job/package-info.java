/** Commands for operators, run from the jar of a service with its settings and in place of it. */
@NullMarked
package dev.usher.kernel.job;

import org.jspecify.annotations.NullMarked;
