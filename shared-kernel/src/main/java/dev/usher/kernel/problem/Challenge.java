package dev.usher.kernel.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.security.authentication.AuthorizationException;

/** Refusals for want of a token or of a role, with the challenge of RFC 6750 §3. */
final class Challenge {
    private static final String ACCESS_COOKIE = "__Host-usher_access";

    private Challenge() {}

    static Refusal refusal(HttpRequest<?> request, AuthorizationException denied) {
        if (denied.isForbidden()) {
            return Refusal.of(CommonProblem.FORBIDDEN, "The roles of the caller do not allow this.");
        }
        return Refusal.of(
                CommonProblem.INVALID_TOKEN,
                presented(request)
                        ? "The access token is not valid, or no longer."
                        : "An access token is needed and none was sent.");
    }

    /** Every 401 has a challenge (RFC 9110 §15.5.2); which error it was is told to those who sent a token (RFC 6750 §3.1). */
    static void add(HttpRequest<?> request, MutableHttpResponse<?> response, ProblemCode code) {
        if (response.getHeaders().contains(HttpHeaders.WWW_AUTHENTICATE)) {
            return;
        }
        if (code.code().equals(CommonProblem.FORBIDDEN.code())) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
        } else if (code.status() == CommonProblem.INVALID_TOKEN.status()) {
            var judged = code.code().equals(CommonProblem.INVALID_TOKEN.code()) && presented(request);
            response.header(HttpHeaders.WWW_AUTHENTICATE, judged ? "Bearer error=\"invalid_token\"" : "Bearer");
        }
    }

    private static boolean presented(HttpRequest<?> request) {
        var authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7))
                || request.getCookies().contains(ACCESS_COOKIE);
    }
}
