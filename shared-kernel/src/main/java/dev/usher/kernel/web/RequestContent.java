package dev.usher.kernel.web;

import dev.usher.kernel.problem.CommonProblem;
import dev.usher.kernel.problem.ProblemException;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be right about a request that may come in before its body is read: the body says what it is, is not
 * encoded, and has no competition in the query.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestContent implements Ordered {
    private static final Set<HttpMethod> WRITES =
            EnumSet.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** A stranger learns nothing from it. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    @NonBlocking
    void check(HttpRequest<?> request) {
        var route = RouteAttributes.getRouteInfo(request).orElse(null);
        if (!(route instanceof MethodBasedRouteInfo<?, ?> known) || !WRITES.contains(request.getMethod())) {
            return;
        }
        if (hasBody(request) && !(isNamed(request) && isPlain(request))) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                    "The body needs a Content-Type of this route, in UTF-8 and without Content-Encoding.");
        }
        if (!declared(known).containsAll(request.getParameters().names())) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "The query has an unknown parameter.");
        }
    }

    private static boolean hasBody(HttpRequest<?> request) {
        return request.getContentLength() > 0 || request.getHeaders().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static boolean isNamed(HttpRequest<?> request) {
        return request.getHeaders().getAll(HttpHeaders.CONTENT_TYPE).size() == 1
                && request.getContentType().isPresent();
    }

    private static boolean isPlain(HttpRequest<?> request) {
        var charset =
                request.getContentType().flatMap(type -> type.getParameters().get("charset"));
        return charset.map(name -> name.equalsIgnoreCase(StandardCharsets.UTF_8.name()))
                        .orElse(true)
                && !request.getHeaders().contains(HttpHeaders.CONTENT_ENCODING);
    }

    private static Set<String> declared(MethodBasedRouteInfo<?, ?> route) {
        return Stream.of(route.getTargetMethod().getArguments())
                .filter(argument -> argument.getAnnotationMetadata().hasAnnotation(QueryValue.class))
                .map(RequestContent::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String name(Argument<?> argument) {
        return argument.getAnnotationMetadata()
                .stringValue(QueryValue.class)
                .filter(name -> !name.isEmpty())
                .orElse(argument.getName());
    }
}
