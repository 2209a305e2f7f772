/** The profile service: its main class, wiring and settings. */
@NullMarked
package dev.usher.profile;

import org.jspecify.annotations.NullMarked;
