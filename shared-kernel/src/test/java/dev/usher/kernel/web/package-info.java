/** The HTTP side, mostly over real sockets against a small application. */
@NullMarked
package dev.usher.kernel.web;

import org.jspecify.annotations.NullMarked;
