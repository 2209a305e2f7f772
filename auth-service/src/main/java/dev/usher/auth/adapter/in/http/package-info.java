/** The HTTP contract of auth-service (design §3): shapes, statuses, and nothing else. */
@NullMarked
package dev.usher.auth.adapter.in.http;

import org.jspecify.annotations.NullMarked;
