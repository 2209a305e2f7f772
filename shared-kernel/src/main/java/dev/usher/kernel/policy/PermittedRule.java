package dev.usher.kernel.policy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.Ids;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecuredAnnotationRule;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.security.rules.SecurityRuleResult;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Decides about the routes that are {@link Permitted}, from memory. */
@Singleton
public final class PermittedRule implements SecurityRule<HttpRequest<?>> {
    private final Permissions permissions;

    PermittedRule(Permissions permissions) {
        this.permissions = permissions;
    }

    /** The permission that a route takes; empty when it takes none. */
    public static Optional<String> permission(AnnotationMetadata route) {
        var method = route.getDeclaredMetadata();
        var own = method.stringValue(Permitted.class);
        // What else the method says of its security takes the place of what the class says.
        return own.isPresent() || method.hasAnnotation(Secured.class) ? own : route.stringValue(Permitted.class);
    }

    @Override
    public Publisher<SecurityRuleResult> check(
            @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
        return Optional.ofNullable(request)
                .flatMap(RouteAttributes::getRouteMatch)
                .flatMap(route -> permission(route.getAnnotationMetadata()))
                .map(permission -> decide(permission, authentication))
                .orElseGet(() -> Publishers.just(SecurityRuleResult.UNKNOWN));
    }

    private Publisher<SecurityRuleResult> decide(String permission, @Nullable Authentication caller) {
        try {
            var allowed = Optional.ofNullable(caller)
                    .flatMap(known -> Ids.parse(known.getName()))
                    .filter(user -> permissions.allowedHere(user, permission));
            return Publishers.just(allowed.isPresent() ? SecurityRuleResult.ALLOWED : SecurityRuleResult.REJECTED);
        } catch (Unavailable unknown) {
            return Publishers.just(unknown);
        }
    }

    @Override
    public int getOrder() {
        return SecuredAnnotationRule.ORDER - 1;
    }
}
