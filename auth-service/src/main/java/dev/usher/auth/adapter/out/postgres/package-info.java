/** The durable truth. Transactions begin here, and events leave in them. */
@NullMarked
package dev.usher.auth.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
