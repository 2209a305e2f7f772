/** The platform seen from outside, as a user, an event consumer and an operator see it. */
@NullMarked
package dev.usher.e2e;

import org.jspecify.annotations.NullMarked;
