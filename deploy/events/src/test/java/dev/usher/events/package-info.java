/** The description, the schemas, the samples and the consumers of {@code deploy/events}, held against each other and the code. */
@NullMarked
package dev.usher.events;

import org.jspecify.annotations.NullMarked;
