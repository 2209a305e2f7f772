/** Hashing, sealing and signing. Keys come in once, at the start, and never leave. */
@NullMarked
package dev.usher.auth.adapter.out.crypto;

import org.jspecify.annotations.NullMarked;
