/** The HTTP face of this context: shapes, roles, statuses; no rule of its own. */
@NullMarked
package dev.usher.catalog.rbac.adapter.in.http;

import org.jspecify.annotations.NullMarked;
