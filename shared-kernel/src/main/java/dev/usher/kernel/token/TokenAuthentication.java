package dev.usher.kernel.token;

import dev.usher.kernel.problem.Unavailable;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Authenticates a request by its access token. A token that is not valid counts as none, so that a public route works
 * with it; whether one is needed is the route's business.
 */
@Singleton
@Requires(beans = AccessTokenVerifier.class)
final class TokenAuthentication implements AuthenticationFetcher<HttpRequest<?>> {
    /** Set on a request whose token could not be judged. */
    static final String UNJUDGED = "usher.token.unjudged";

    private final AccessTokenVerifier verifier;
    private final ExecutorService blocking;

    TokenAuthentication(AccessTokenVerifier verifier, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.verifier = verifier;
        this.blocking = blocking;
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        return PresentedToken.in(request)
                .map(token -> authenticate(request, token))
                .orElseGet(Publishers::empty);
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
