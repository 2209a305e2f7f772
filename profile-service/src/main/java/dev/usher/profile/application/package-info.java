/** The use cases, one final class each: the driving ports. */
@NullMarked
package dev.usher.profile.application;

import org.jspecify.annotations.NullMarked;
