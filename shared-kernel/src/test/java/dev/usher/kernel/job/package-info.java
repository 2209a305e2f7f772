@NullMarked
package dev.usher.kernel.job;

import org.jspecify.annotations.NullMarked;
