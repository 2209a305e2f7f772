/**
 * Topics that every process reads whole into its memory, without a group: records are applied as they come, what cannot
 * be read is skipped and counted, and it is known since when nothing is missing. Cut-offs and permissions come this way.
 */
@NullMarked
package dev.usher.kernel.feed;

import org.jspecify.annotations.NullMarked;
