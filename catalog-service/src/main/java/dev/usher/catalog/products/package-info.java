/**
 * What is for sale: products with a price, a stock and images, owned by their sellers. A context of its own: it never imports
 * anything of {@code rbac}; what a caller may do it asks as every other service does.
 */
@NullMarked
package dev.usher.catalog.products;

import org.jspecify.annotations.NullMarked;
