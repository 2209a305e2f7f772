/** The driven ports: what the use cases need from outside, every method one atomic change. */
@NullMarked
package dev.usher.catalog.products.application.port;

import org.jspecify.annotations.NullMarked;
