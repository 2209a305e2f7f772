/** What a product is, and whose. Plain Java: no framework, no clock, no I/O. */
@NullMarked
package dev.usher.catalog.products.domain;

import org.jspecify.annotations.NullMarked;
