package dev.usher.kernel.web;

import io.micronaut.http.HttpRequest;

/** Strong entity tags made from a version number (RFC 9110 §8.8.3). */
public final class ETags {
    private ETags() {}

    /** Version 7 is {@code "7"}, quotes included. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    public static IfMatch ifMatch(HttpRequest<?> request) {
        return IfMatch.of(request);
    }
}
