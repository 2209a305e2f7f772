package dev.usher.kernel.token;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The access token that a request carries: in the Authorization field, scheme Bearer (RFC 6750 §2.1), or in a cookie. A
 * request with such a field is judged by that alone, good or bad.
 */
record PresentedToken(AccessToken token, boolean fromCookie) {
    private static final Pattern BEARER = Pattern.compile("bearer +([^ ]+) *", Pattern.CASE_INSENSITIVE);

    /** Empty where none is presented, and where it is unclear which: several count as none. */
    static Optional<PresentedToken> in(HttpRequest<?> request) {
        var fields = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (fields.isEmpty()) {
            return SessionCookies.value(request, SessionCookies.ACCESS)
                    .map(value -> new PresentedToken(new AccessToken(value), true));
        }
        var bearer = BEARER.matcher(fields.getFirst());
        return fields.size() == 1 && bearer.matches()
                ? Optional.of(new PresentedToken(new AccessToken(bearer.group(1)), false))
                : Optional.empty();
    }
}
