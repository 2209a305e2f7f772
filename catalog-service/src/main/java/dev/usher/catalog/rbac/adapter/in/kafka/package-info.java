/** Events of other services that change something here. */
@NullMarked
package dev.usher.catalog.rbac.adapter.in.kafka;

import org.jspecify.annotations.NullMarked;
