package dev.usher.kernel.web.edge;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.cors.CorsFilter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers the question that a browser asks before it lets a page of another origin write (Fetch §3.2). Only allowed
 * origins get an answer, credentials are never shared: such a page brings a bearer token of its own.
 * In the place of the framework's filter, which answers 403 without a word to any origin when the service is local.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Replaces(CorsFilter.class)
final class Preflight implements Ordered {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final String HEADERS = "Authorization, Content-Type, If-Match, traceparent";

    private final AnswerHeaders answers;

    Preflight(AnswerHeaders answers) {
        this.answers = answers;
    }

    /** Before security: a browser asks without a token. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @RequestFilter
    @NonBlocking
    @Nullable
    HttpResponse<?> answer(HttpRequest<?> request) {
        var headers = request.getHeaders();
        var method = headers.get(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
        if (request.getMethod() != HttpMethod.OPTIONS
                || method == null
                || !METHODS.contains(method)
                || !answers.isAllowed(headers.get(HttpHeaders.ORIGIN))) {
            return null;
        }
        return HttpResponse.noContent()
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, method)
                .header(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, HEADERS)
                .header(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600");
    }
}
