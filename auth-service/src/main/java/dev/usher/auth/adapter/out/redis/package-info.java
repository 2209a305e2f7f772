/** The fast, forgetful side of sessions. Every command has a limit of time; every failure is an outage. */
@NullMarked
package dev.usher.auth.adapter.out.redis;

import org.jspecify.annotations.NullMarked;
