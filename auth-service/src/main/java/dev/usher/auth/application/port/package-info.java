/**
 * What the use cases need from outside. Every method is one atomic change; an implementation that cannot reach its
 * backend throws, and never answers as if there were nothing.
 */
@NullMarked
package dev.usher.auth.application.port;

import org.jspecify.annotations.NullMarked;
