package dev.usher.kernel.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A refusal with an entry in a catalogue. Its detail is written for the client. Thrown by controllers only: the core
 * says what happened with a result, and knows nothing of HTTP.
 */
public final class ProblemException extends RuntimeException {
    private final transient ProblemCode code;
    private final String detail;
    private final transient Map<String, List<String>> headers = new LinkedHashMap<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    public ProblemException(ProblemCode code, String detail) {
        // No stack trace: it is an answer, not a fault.
        super(code.code() + ": " + detail, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    /** One more field; one name may come several times ({@code Set-Cookie}). */
    public ProblemException withHeader(String name, String value) {
        headers.computeIfAbsent(name, absent -> new ArrayList<>()).add(value);
        return this;
    }

    /** Rounded up to whole seconds, at least 1 (RFC 9110 §10.2.3). */
    public ProblemException withRetryAfter(Duration wait) {
        return withHeader("Retry-After", RetryAfter.seconds(wait));
    }

    /** Further members of the problem ({@code used_by}); values are rendered as any answer is. */
    public ProblemException withMembers(Map<String, ?> more) {
        members.putAll(more);
        return this;
    }

    public ProblemCode code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public Map<String, Object> members() {
        return members;
    }
}
