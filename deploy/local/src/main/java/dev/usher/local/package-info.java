/**
 * The whole platform on one machine, from nothing but a JDK: {@code deploy/local/up}. Backends and services are separate
 * processes, so that what is tried here (a kill, a restart, a slow start) is what happens elsewhere.
 */
@NullMarked
package dev.usher.local;

import org.jspecify.annotations.NullMarked;
