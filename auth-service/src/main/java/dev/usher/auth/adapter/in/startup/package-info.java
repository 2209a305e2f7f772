/** What the service does once when it starts. */
@NullMarked
package dev.usher.auth.adapter.in.startup;

import org.jspecify.annotations.NullMarked;
