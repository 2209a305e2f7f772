/** The events that this service listens to. */
@NullMarked
package dev.usher.profile.adapter.in.kafka;

import org.jspecify.annotations.NullMarked;
