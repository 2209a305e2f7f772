/** Starts what nobody waits for. */
@NullMarked
package dev.usher.auth.adapter.in.errand;

import org.jspecify.annotations.NullMarked;
