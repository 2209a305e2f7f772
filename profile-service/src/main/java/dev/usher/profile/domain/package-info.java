/** What a profile is and what may stand in it. Plain Java: no framework, no clock, no I/O. */
@NullMarked
package dev.usher.profile.domain;

import org.jspecify.annotations.NullMarked;
