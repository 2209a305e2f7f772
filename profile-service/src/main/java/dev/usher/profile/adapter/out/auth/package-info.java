/** auth-service as a peer: asked over HTTP with the caller's own token, never trusted to answer well or in time. */
@NullMarked
package dev.usher.profile.adapter.out.auth;

import org.jspecify.annotations.NullMarked;
