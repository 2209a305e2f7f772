package dev.usher.kernel.web;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.web.edge.TrustedProxies;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Whether a page of our own sent a request. A browser adds cookies to requests of other sites' pages too, so what is
 * done with the authority of a cookie has to pass here first (CSRF); the kernel asks it for every write whose access
 * token came in a cookie.
 *
 * <p>Browsers say it in {@code Sec-Fetch-Site}, which no page can set. One that does not has to send the {@code Origin}
 * that is ours: that of {@code PUBLIC_URL}, or the one the request was sent to (behind a trusted proxy by its
 * {@code X-Forwarded-Proto} and {@code X-Forwarded-Host}). Neither field, or one of them twice, is a refusal; an origin
 * on the CORS allow-list is another origin.
 */
@Singleton
public final class SameOrigin {
    private final Optional<String> configured;
    private final TrustedProxies proxies;

    SameOrigin(PublicOrigin configured, TrustedProxies proxies) {
        this.configured = configured.origin();
        this.proxies = proxies;
    }

    public boolean holds(HttpRequest<?> request) {
        var sites = request.getHeaders().getAll("Sec-Fetch-Site");
        if (!sites.isEmpty()) {
            return sites.size() == 1 && sites.getFirst().equals("same-origin");
        }
        var origin = only(request, HttpHeaders.ORIGIN);
        return origin.isPresent() && (origin.equals(configured) || origin.equals(addressed(request)));
    }

    /** @throws ProblemException 403 {@code cross-site-request} when it does not hold */
    public void require(HttpRequest<?> request) {
        if (!holds(request)) {
            throw refusal();
        }
    }

    /** The refusal, for those who throw it elsewhere. */
    public static ProblemException refusal() {
        return new ProblemException(
                CommonProblem.CROSS_SITE_REQUEST, "With a cookie this is done for pages of the same origin only.");
    }

    /** The origin that the client sent the request to, as far as it can be known. */
    private Optional<String> addressed(HttpRequest<?> request) {
        var own = request.isSecure() ? "https" : "http";
        var believed = proxies.contains(request.getRemoteAddress().getAddress());
        var scheme = believed ? forwarded(request, "X-Forwarded-Proto", own) : own;
        var host = only(request, HttpHeaders.HOST).orElse("");
        return PublicOrigin.of(scheme, believed ? forwarded(request, "X-Forwarded-Host", host) : host);
    }

    /** What a proxy says in one word; what several of them say is nobody's word. */
    private static String forwarded(HttpRequest<?> request, String field, String otherwise) {
        return request.getHeaders().contains(field) ? only(request, field).orElse("") : otherwise;
    }

    private static Optional<String> only(HttpRequest<?> request, String field) {
        var values = request.getHeaders().getAll(field);
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }
}
