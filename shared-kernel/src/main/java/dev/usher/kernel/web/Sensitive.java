package dev.usher.kernel.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller's method that must not be run with a token that has been cut off: while this process may not know all
 * cut-offs (the feed is older than {@code CUTOFF_FEED_LIMIT}, or was never loaded) it is answered 503 with
 * {@code Retry-After}, and the method is not called. On a class it holds for all its methods.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Sensitive {}
