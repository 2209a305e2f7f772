package dev.usher.auth.domain;

import java.time.Duration;

/**
 * Why an attempt is not made.
 *
 * @param retryAfter after which one more is allowed, if nobody else takes it
 */
public record TooMany(Limit limit, Duration retryAfter) {}
