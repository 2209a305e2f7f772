package dev.usher.kernel.web.edge;

import dev.usher.kernel.web.NoStore;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header fields of every answer, the framework's and the connection's own included. */
@Singleton
final class AnswerHeaders {
    /** An answer that is no page may load nothing and be framed nowhere. */
    private static final String NOTHING =
            "default-src 'none'; frame-ancestors 'none'; object-src 'none'; base-uri 'none'";

    private static final String HSTS = "max-age=31536000; includeSubDomains";
    private static final String EXPOSED = "ETag, Location, Retry-After, WWW-Authenticate";

    private final boolean hsts;
    private final Set<String> origins;
    private final TrustedProxies proxies;

    AnswerHeaders(EdgeSettings settings, TrustedProxies proxies) {
        hsts = settings.isHsts();
        origins = Set.copyOf(settings.corsAllowedOrigins());
        this.proxies = proxies;
    }

    /** @param request null when it could not be parsed */
    void complete(HttpHeaders answer, @Nullable HttpRequest request, @Nullable InetAddress peer) {
        answer.set("X-Content-Type-Options", "nosniff");
        answer.set("Referrer-Policy", "no-referrer");
        answer.set("Cross-Origin-Resource-Policy", "same-origin");
        putIfAbsent(answer, "Content-Security-Policy", NOTHING);
        putIfAbsent(answer, HttpHeaderNames.CACHE_CONTROL, NoStore.VALUE);
        answer.remove(HttpHeaderNames.SERVER);
        if (hsts || (request != null && cameOverHttps(request, peer))) {
            answer.set("Strict-Transport-Security", HSTS);
        }
        if (request != null && !origins.isEmpty()) {
            share(answer, request.headers().get(HttpHeaderNames.ORIGIN));
        }
    }

    boolean isAllowed(@Nullable String origin) {
        return origin != null && origins.contains(origin);
    }

    private void share(HttpHeaders answer, @Nullable String origin) {
        answer.add(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
        if (isAllowed(origin)) {
            answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
            answer.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
            // What an allowed origin may read must not be withheld by the same-origin policy for resources.
            answer.set("Cross-Origin-Resource-Policy", "cross-origin");
        }
    }

    private boolean cameOverHttps(HttpRequest request, @Nullable InetAddress peer) {
        return peer != null
                && proxies.contains(peer)
                && "https".equalsIgnoreCase(request.headers().get("X-Forwarded-Proto"));
    }

    private static void putIfAbsent(HttpHeaders headers, CharSequence name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }
}
