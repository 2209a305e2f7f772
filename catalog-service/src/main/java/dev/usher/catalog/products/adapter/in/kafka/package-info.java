/** Events of other services that change something here. */
@NullMarked
package dev.usher.catalog.products.adapter.in.kafka;

import org.jspecify.annotations.NullMarked;
