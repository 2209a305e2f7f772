/** The HTTP face of this context: shapes, statuses, who asks; no rule of its own. */
@NullMarked
package dev.usher.catalog.products.adapter.in.http;

import org.jspecify.annotations.NullMarked;
