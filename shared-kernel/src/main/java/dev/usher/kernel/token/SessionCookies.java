package dev.usher.kernel.token;

import dev.usher.kernel.problem.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tokens in cookies, for pages: no script can read them, no other host can set them ({@code __Host-}, RFC 6265bis
 * §4.1.3), and they travel over TLS only. The access token's goes to every service, also when a link leads here from
 * elsewhere; the refresh token's is never sent for another site.
 */
public final class SessionCookies {
    /** Carries the access token. */
    public static final String ACCESS = "__Host-usher_access";
    /** Carries the refresh token. */
    public static final String REFRESH = "__Host-usher_refresh";

    /** What browsers keep at most, and drop a cookie for (RFC 6265bis §5.6). */
    private static final Duration LONGEST_AGE = Duration.ofDays(400);

    private static final int LARGEST = 4096;
    /** Less than RFC 6265 allows in a value, and all that a token has. */
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    private static final List<String> CLEARED = List.of(field(ACCESS, "", 0, "Lax"), field(REFRESH, "", 0, "Strict"));

    /**
     * How long the cookies are kept by the browser; each ends with the session at the latest, and after 400 days.
     *
     * @param access until the access token expires
     * @param refresh until the refresh token expires if it is not used
     * @param session until the session ends whatever is done
     */
    public record Lifetimes(Duration access, Duration refresh, Duration session) {}

    private SessionCookies() {}

    /**
     * Adds both cookies to an answer, which then must not carry tokens in its body.
     *
     * @throws IllegalArgumentException when a token is empty, has characters that no cookie may have, or is too long for
     *     a cookie: name and value together have at most 4096 bytes
     */
    public static <B> MutableHttpResponse<B> set(
            MutableHttpResponse<B> response, AccessToken access, String refreshToken, Lifetimes lifetimes) {
        var accessCookie = field(ACCESS, checked(ACCESS, access.reveal()), age(lifetimes.access(), lifetimes), "Lax");
        var refreshCookie =
                field(REFRESH, checked(REFRESH, refreshToken), age(lifetimes.refresh(), lifetimes), "Strict");
        return response.header(HttpHeaders.SET_COOKIE, accessCookie).header(HttpHeaders.SET_COOKIE, refreshCookie);
    }

    /** Whether {@link #set} can carry both. A token grows with the roles of its user. */
    public static boolean fit(AccessToken access, String refreshToken) {
        return fits(ACCESS, access.reveal()) && fits(REFRESH, refreshToken);
    }

    /** Makes the browser forget both. */
    public static <B> MutableHttpResponse<B> clear(MutableHttpResponse<B> response) {
        CLEARED.forEach(cookie -> response.header(HttpHeaders.SET_COOKIE, cookie));
        return response;
    }

    /** The same with a refusal. */
    public static ProblemException clear(ProblemException refusal) {
        CLEARED.forEach(cookie -> refusal.withHeader(HttpHeaders.SET_COOKIE, cookie));
        return refusal;
    }

    /**
     * Whether what the request may do, it may do by a cookie: it carries one of ours and no Authorization field. Then a
     * write needs {@link dev.usher.kernel.web.SameOrigin}, and new tokens go into cookies.
     */
    public static boolean areUsedBy(HttpRequest<?> request) {
        return !request.getHeaders().contains(HttpHeaders.AUTHORIZATION)
                && (values(request, ACCESS).findAny().isPresent()
                        || values(request, REFRESH).findAny().isPresent());
    }

    /** The refresh token; empty when there is none or more than one. Says nothing about who sent it. */
    public static Optional<String> refreshToken(HttpRequest<?> request) {
        return value(request, REFRESH);
    }

    /** Empty when there is none, and when there are several: one of them is not from us. */
    static Optional<String> value(HttpRequest<?> request, String name) {
        var all = values(request, name).limit(2).toList();
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    /**
     * The fields are read here and not by the framework, which hides repetitions. Only blanks and tabs are passed over:
     * a name that merely looks like ours, with some other white space before it, can be set by any host of the domain.
     */
    private static Stream<String> values(HttpRequest<?> request, String name) {
        return request.getHeaders().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(field -> Arrays.stream(field.split(";", -1)))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2 && trimmed(pair[0]).equals(name))
                .map(pair -> trimmed(pair[1]));
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }

    private static boolean fits(String name, String value) {
        return VALUE.matcher(value).matches() && name.length() + value.length() <= LARGEST;
    }

    private static String checked(String name, String value) {
        if (!fits(name, value)) {
            throw new IllegalArgumentException("No cookie " + name + " from a value of this form or length");
        }
        return value;
    }

    private static long age(Duration wanted, Lifetimes lifetimes) {
        return List.of(wanted, lifetimes.session(), LONGEST_AGE).stream()
                .mapToLong(Duration::toSeconds)
                .map(seconds -> Math.max(0, seconds))
                .min()
                .orElseThrow();
    }

    private static String field(String name, String value, long seconds, String sameSite) {
        return name + "=" + value + "; Max-Age=" + seconds + "; Path=/; Secure; HttpOnly; SameSite=" + sameSite;
    }
}
