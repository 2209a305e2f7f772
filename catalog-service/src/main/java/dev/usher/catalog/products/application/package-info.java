/** The use cases that change something, one final class each; plain reads go from the controller to the port. */
@NullMarked
package dev.usher.catalog.products.application;

import org.jspecify.annotations.NullMarked;
