/** What a service of the platform is. Plain Java: no framework, no clock, no I/O. */
@NullMarked
package dev.usher.catalog.rbac.domain;

import org.jspecify.annotations.NullMarked;
