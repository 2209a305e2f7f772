/** What every service's HTTP side shares: strict JSON, lists, entity tags, limits, security headers, start-up. */
@NullMarked
package dev.usher.kernel.web;

import org.jspecify.annotations.NullMarked;
