package dev.usher.kernel.token;

import dev.usher.kernel.web.Sensitive;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.NonBlocking;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;

/** Refuses {@link Sensitive} calls while cut-offs may be missing; after security, which refuses for better reasons. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Requires(beans = CutoffFeed.class)
final class SensitiveRoutes implements Ordered {
    private final CutoffFeed feed;

    SensitiveRoutes(CutoffFeed feed) {
        this.feed = feed;
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    @NonBlocking
    void check(HttpRequest<?> request) {
        var sensitive = RouteAttributes.getRouteMatch(request)
                .filter(route -> route.getAnnotationMetadata().hasAnnotation(Sensitive.class));
        if (sensitive.isPresent()) {
            feed.requireFresh();
        }
    }
}
