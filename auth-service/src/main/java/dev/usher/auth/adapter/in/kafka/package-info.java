/** Events of other services that change something here. */
@NullMarked
package dev.usher.auth.adapter.in.kafka;

import org.jspecify.annotations.NullMarked;
