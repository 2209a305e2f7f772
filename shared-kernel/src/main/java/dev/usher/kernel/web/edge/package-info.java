/**
 * What stands between the socket and the framework: limits in bytes and in time, framing, and the headers of every
 * answer. It works on the connection because a filter is too late for it: it sees neither a request that cannot be
 * parsed, nor a body that never ends, nor the framework's own answers.
 */
@NullMarked
package dev.usher.kernel.web.edge;

import org.jspecify.annotations.NullMarked;
