package dev.usher.kernel.problem;

import com.google.errorprone.annotations.Immutable;

/** An entry of an error catalogue. Part of the public contract: pin each catalogue with a test. */
public interface ProblemCode {
    /**
     * What an entry says.
     *
     * @param code stable, kebab-case: {@code email-taken}
     * @param status the HTTP status, 400 to 599
     * @param title the same for every occurrence (RFC 9457 §3.1.3)
     */
    @Immutable
    record Definition(String code, int status, String title) {}

    Definition definition();

    default String code() {
        return definition().code();
    }

    default int status() {
        return definition().status();
    }

    default String title() {
        return definition().title();
    }
}
