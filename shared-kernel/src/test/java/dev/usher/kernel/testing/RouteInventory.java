package dev.usher.kernel.testing;

import dev.usher.kernel.policy.PermittedRule;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.HttpMethod;
import io.micronaut.management.endpoint.EndpointSensitivityProcessor;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every route of a service with what it takes to call it, so that a test can name the ones that need no token and
 * fails when one is added.
 */
public final class RouteInventory {
    /** What stands for a route that says nothing about security: nobody may call it. */
    public static final String NOBODY = "nobody";

    private RouteInventory() {}

    /** {@code "GET /v1/products"}, sorted: the routes that need no token. HEAD goes with GET. */
    public static List<String> anonymous(ApplicationContext context) {
        return all(context).entrySet().stream()
                .filter(route -> route.getValue().equals(SecurityRule.IS_ANONYMOUS))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What the kernel itself serves without a token, in every service. */
    public static List<String> ofKernel() {
        return List.of(
                "GET /docs",
                "GET /docs/{file}",
                "GET /health",
                "GET /health/{selector}",
                "GET /openapi.yml",
                "GET /prometheus");
    }

    /** Every route with the permission that it takes, or else its {@code @Secured} values, joined by commas. */
    public static Map<String, String> all(ApplicationContext context) {
        var endpoints = context.getBean(EndpointSensitivityProcessor.class).getEndpointMethods();
        var routes = new TreeMap<String, String>();
        context.getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                .forEach(route -> routes.merge(
                        route.getHttpMethodName() + " " + route.getUriMatchTemplate(),
                        access(route, endpoints.get(route.getTargetMethod().getExecutableMethod())),
                        // Two methods under one address: the weaker one counts.
                        (one, two) -> one.equals(SecurityRule.IS_ANONYMOUS) ? one : two));
        return routes;
    }

    private static String access(UriRouteInfo<?, ?> route, @Nullable Boolean sensitive) {
        if (sensitive != null) {
            return sensitive ? NOBODY : SecurityRule.IS_ANONYMOUS;
        }
        // As the framework's rule reads it: stringValues() would add what the class says to what the method says.
        return PermittedRule.permission(route.getAnnotationMetadata())
                .or(() -> route.getAnnotationMetadata()
                        .getValue(Secured.class, String[].class)
                        .map(values -> String.join(",", values)))
                .orElse(NOBODY);
    }
}
