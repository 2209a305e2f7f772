package dev.usher.kernel.web;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;

/**
 * Caching. Every answer is {@code Cache-Control: no-store} unless its handler says otherwise, so this is needed only
 * to say it in so many words.
 */
public final class NoStore {
    public static final String VALUE = "no-store";

    private NoStore() {}

    public static <T> MutableHttpResponse<T> on(MutableHttpResponse<T> response) {
        return response.header(HttpHeaders.CACHE_CONTROL, VALUE);
    }
}
