/** Accounts, passwords and sessions as plain Java: no framework, no clock, no I/O. */
@NullMarked
package dev.usher.auth.domain;

import org.jspecify.annotations.NullMarked;
