package dev.usher.kernel.token;

import dev.usher.kernel.problem.Unavailable;
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

/**
 * Where a route needs a token and the one presented could not be judged, because keys could not be loaded, the answer
 * is 503: an outage is never a 401. Public routes go on working.
 */
@Singleton
final class UnjudgedTokenRule implements SecurityRule<HttpRequest<?>> {
    @Override
    public Publisher<SecurityRuleResult> check(
            @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
        return Optional.ofNullable(request)
                .filter(UnjudgedTokenRule::needsToken)
                .flatMap(known -> known.getAttribute(TokenAuthentication.UNJUDGED, Unavailable.class))
                .map(outage -> Publishers.<SecurityRuleResult>just(outage))
                .orElseGet(() -> Publishers.just(SecurityRuleResult.UNKNOWN));
    }

    private static boolean needsToken(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request)
                .map(route -> route.getAnnotationMetadata().stringValues(Secured.class))
                .filter(access -> access.length > 0)
                .map(access -> !SecurityRule.IS_ANONYMOUS.equals(access[0]))
                .orElse(false);
    }

    @Override
    public int getOrder() {
        return SecuredAnnotationRule.ORDER - 1;
    }
}
