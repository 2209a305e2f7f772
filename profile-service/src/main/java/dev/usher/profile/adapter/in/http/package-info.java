/** The HTTP face of the service: shapes, statuses, conditions; no rule of its own. */
@NullMarked
package dev.usher.profile.adapter.in.http;

import org.jspecify.annotations.NullMarked;
