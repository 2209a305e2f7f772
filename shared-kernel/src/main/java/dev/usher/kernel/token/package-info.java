/**
 * Access tokens: signed JWTs (RFC 9068) that every service verifies offline. One algorithm, keys from one configured
 * source, claims compared exactly (RFC 8725).
 *
 * <p>Tokens that end before their time are told by events of type {@code session:cutoff}. Every process reads all of them
 * into its {@link dev.usher.kernel.token.CutoffFeed}, which is asked at every use of a token; nothing remote is. How far
 * behind the feed may be is the metric {@code usher_cutoff_feed_age_seconds}; past {@code CUTOFF_FEED_LIMIT} calls that
 * are {@link dev.usher.kernel.web.Sensitive} are refused.
 */
@NullMarked
package dev.usher.kernel.token;

import org.jspecify.annotations.NullMarked;
