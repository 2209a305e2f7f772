/**
 * Who may do what: services, and later the permissions, roles and members on top of them. A context of its own: it never
 * imports anything of {@code products}.
 */
@NullMarked
package dev.usher.catalog.rbac;

import org.jspecify.annotations.NullMarked;
