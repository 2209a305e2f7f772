package dev.usher.kernel.token;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a request carries its access token: the Authorization field, scheme Bearer (RFC 6750 §2.1). */
final class PresentedToken {
    private static final Pattern BEARER = Pattern.compile("bearer +([^ ]+) *", Pattern.CASE_INSENSITIVE);

    private PresentedToken() {}

    /** Empty where none is presented, and where it is unclear which: several fields count as none. */
    static Optional<AccessToken> in(HttpRequest<?> request) {
        var fields = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (fields.size() != 1) {
            return Optional.empty();
        }
        var bearer = BEARER.matcher(fields.getFirst());
        return bearer.matches() ? Optional.of(new AccessToken(bearer.group(1))) : Optional.empty();
    }
}
