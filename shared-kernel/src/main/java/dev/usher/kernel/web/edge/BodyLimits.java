package dev.usher.kernel.web.edge;

import dev.usher.kernel.web.BodyLimit;
import io.micronaut.context.BeanProvider;
import io.micronaut.core.util.SupplierUtil;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;

/** How large a body may be, by route; known before the framework has looked at the request. */
@Singleton
final class BodyLimits {
    /** The few routes that say so; all others have the default. */
    private final Supplier<List<Limited>> limited;

    BodyLimits(BeanProvider<Router> router) {
        limited = SupplierUtil.memoized(() -> router.get()
                .uriRoutes()
                .filter(route -> route.getAnnotationMetadata().hasAnnotation(BodyLimit.class))
                .map(Limited::of)
                .toList());
    }

    /** In bytes. */
    long of(HttpRequest request) {
        var path = Head.path(request);
        for (var route : limited.get()) {
            if (route.method().equals(request.method().name()) && route.route().tryMatch(path) != null) {
                return route.bytes();
            }
        }
        return BodyLimit.DEFAULT;
    }

    private record Limited(String method, UriRouteInfo<?, ?> route, long bytes) {
        static Limited of(UriRouteInfo<?, ?> route) {
            return new Limited(
                    route.getHttpMethodName(),
                    route,
                    route.getAnnotationMetadata().intValue(BodyLimit.class).orElse(BodyLimit.DEFAULT));
        }
    }
}
