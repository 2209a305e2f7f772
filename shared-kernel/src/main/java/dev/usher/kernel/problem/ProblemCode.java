package dev.usher.kernel.problem;

/** An entry of an error catalogue. Part of the public contract: pin each catalogue with a test. */
public interface ProblemCode {
    /** Stable, kebab-case: {@code email-taken}. */
    String code();

    /** The HTTP status, 400 to 599. */
    int status();

    /** The same for every occurrence (RFC 9457 §3.1.3). */
    String title();
}
