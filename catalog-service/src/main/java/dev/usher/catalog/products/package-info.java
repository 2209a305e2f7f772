/**
 * What is for sale: products with a price, a stock and images, owned by their sellers. A context of its own: it never imports
 * anything of {@code rbac}; what it must know of the caller stands in the access token.
 */
@NullMarked
package dev.usher.catalog.products;

import org.jspecify.annotations.NullMarked;
