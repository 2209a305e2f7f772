/** The auth service: its main class, wiring and settings. */
@NullMarked
package dev.usher.auth;

import org.jspecify.annotations.NullMarked;
