package dev.usher.kernel.token;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.web.SameOrigin;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Authenticates a request by its access token. A token that is not valid counts as none, so that a public route works
 * with it; whether one is needed is the route's business. So does a token from a cookie where another site asks to write.
 */
@Singleton
@Requires(beans = AccessTokenVerifier.class)
final class TokenAuthentication implements AuthenticationFetcher<HttpRequest<?>> {
    /** Set on a request whose token was not judged: the exception that says why. */
    static final String UNJUDGED = "usher.token.unjudged";

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final AccessTokenVerifier verifier;
    private final SameOrigin sameOrigin;
    private final ExecutorService blocking;

    TokenAuthentication(
            AccessTokenVerifier verifier,
            SameOrigin sameOrigin,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.verifier = verifier;
        this.sameOrigin = sameOrigin;
        this.blocking = blocking;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        var presented = PresentedToken.in(request);
        if (presented.isPresent() && presented.get().fromCookie() && isForged(request)) {
            request.setAttribute(UNJUDGED, SameOrigin.refusal());
            return Publishers.empty();
        }
        return presented.map(it -> authenticate(request, it.token())).orElseGet(Publishers::empty);
    }

    /** A write that may have been sent by another site's page, of which the user knows nothing. */
    private boolean isForged(HttpRequest<?> request) {
        return !READING.contains(request.getMethodName()) && !sameOrigin.holds(request);
    }

    private Publisher<Authentication> authenticate(HttpRequest<?> request, AccessToken token) {
        var known = verifier.remembered(token.reveal());
        // A signature takes time and a key may have to be fetched: not on the event loop.
        return known != null
                ? Publishers.just(CallerAuthentication.of(known, token))
                : Publishers.fromCompletableFuture(
                        () -> CompletableFuture.supplyAsync(() -> judge(request, token), blocking));
    }

    private @Nullable Authentication judge(HttpRequest<?> request, AccessToken token) {
        try {
            return verifier.verify(token.reveal())
                    .map(verified -> CallerAuthentication.of(verified, token))
                    .orElse(null);
        } catch (Unavailable unknown) {
            request.setAttribute(UNJUDGED, unknown);
            return null;
        }
    }
}
