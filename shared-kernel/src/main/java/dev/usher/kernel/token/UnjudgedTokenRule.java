package dev.usher.kernel.token;

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
 * Where a route needs a token and the one presented was not judged, the answer is the reason: 503 because keys could not
 * be loaded (an outage is never a 401), or 403 because another site sent a cookie. Public routes go on working.
 */
@Singleton
final class UnjudgedTokenRule implements SecurityRule<HttpRequest<?>> {
    @Override
    public Publisher<SecurityRuleResult> check(
            @Nullable HttpRequest<?> request, @Nullable Authentication authentication) {
        return Optional.ofNullable(request)
                .filter(UnjudgedTokenRule::needsToken)
                .flatMap(known -> known.getAttribute(TokenAuthentication.UNJUDGED, RuntimeException.class))
                .map(reason -> Publishers.<SecurityRuleResult>just(reason))
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
        // Before the rules that would only see that there is no caller.
        return SecuredAnnotationRule.ORDER - 2;
    }
}
