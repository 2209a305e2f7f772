/** The catalog service: its main class, wiring and settings. */
@NullMarked
package dev.usher.catalog;

import org.jspecify.annotations.NullMarked;
