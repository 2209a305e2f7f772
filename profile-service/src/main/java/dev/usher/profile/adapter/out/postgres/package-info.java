/** The profiles on PostgreSQL; transactions begin and end here, and every change queues its event in the same one. */
@NullMarked
package dev.usher.profile.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
