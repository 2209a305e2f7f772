/**
 * Access tokens: signed JWTs (RFC 9068) that every service verifies offline. One algorithm, keys from one configured
 * source, claims compared exactly (RFC 8725).
 */
@NullMarked
package dev.usher.kernel.token;

import org.jspecify.annotations.NullMarked;
