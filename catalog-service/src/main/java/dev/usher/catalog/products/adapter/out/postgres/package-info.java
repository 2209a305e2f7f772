/** The ports of this context on PostgreSQL; transactions begin and end here. */
@NullMarked
package dev.usher.catalog.products.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
