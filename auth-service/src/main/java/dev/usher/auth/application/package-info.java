/** One class per use case; each is its own driving port. Knows the domain and the driven ports, nothing else. */
@NullMarked
package dev.usher.auth.application;

import org.jspecify.annotations.NullMarked;
