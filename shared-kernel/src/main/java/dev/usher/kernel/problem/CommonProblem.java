package dev.usher.kernel.problem;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The refusals that every service shares. */
public enum CommonProblem implements ProblemCode {
    MALFORMED_REQUEST("malformed-request", 400, "The request is malformed"),
    INVALID_TOKEN("invalid-token", 401, "A valid token is needed"),
    FORBIDDEN("forbidden", 403, "The role does not allow this"),
    CROSS_SITE_REQUEST("cross-site-request", 403, "The request comes from another site"),
    NOT_FOUND("not-found", 404, "There is no such thing"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "The method is not allowed here"),
    REQUEST_TIMEOUT("request-timeout", 408, "The request took too long to arrive"),
    CONFLICT("conflict", 409, "The request conflicts with what is there"),
    STALE("precondition-failed", 412, "It has changed since it was read"),
    TOO_LARGE("payload-too-large", 413, "The body is too large"),
    URI_TOO_LONG("uri-too-long", 414, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The media type is not supported"),
    INVALID("invalid", 422, "The request is not valid"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
    HEADERS_TOO_LARGE("headers-too-large", 431, "The header fields are too large"),
    INTERNAL("internal", 500, "Something went wrong"),
    UNAVAILABLE("unavailable", 503, "Not available at the moment"),
    AUTHORIZATION_UNAVAILABLE("authorization-unavailable", 503, "Who may do this is not known at the moment");

    /** Of several with one status the first is the general one. */
    private static final Map<Integer, CommonProblem> BY_STATUS = Stream.of(values())
            .collect(Collectors.toUnmodifiableMap(
                    CommonProblem::status, Function.identity(), (general, special) -> general));

    private final Definition definition;

    CommonProblem(String code, int status, String title) {
        this.definition = new Definition(code, status, title);
    }

    /** The entry for a bare status; one that is not in the catalogue counts as the general one of its class. */
    public static CommonProblem ofStatus(int status) {
        return BY_STATUS.getOrDefault(status, status >= 400 && status < 500 ? MALFORMED_REQUEST : INTERNAL);
    }

    @Override
    public Definition definition() {
        return definition;
    }
}
