package dev.usher.auth.adapter.in.http;

import dev.usher.auth.application.Tokens;
import dev.usher.kernel.problem.ProblemException;
import dev.usher.kernel.token.AccessToken;
import dev.usher.kernel.token.SessionCookies;
import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.web.SameOrigin;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * How tokens travel: in bodies, or for pages in cookies that no script can read. Whoever comes with a token in the body
 * or in the Authorization field has no business with cookies: none are read, and none are set.
 */
@Singleton
final class TokenTransport {
    private static final String COOKIE = "cookie";
    private static final String BODY = "body";

    private final SameOrigin sameOrigin;

    TokenTransport(SameOrigin sameOrigin) {
        this.sameOrigin = sameOrigin;
    }

    /**
     * Whether a login wants cookies.
     *
     * @throws InvalidValue when it wants neither those nor a body
     * @throws ProblemException 403 when another site's page wants them: it would log its visitors in as somebody else
     */
    boolean inCookies(@Nullable String transport, HttpRequest<?> request) {
        if (transport == null || transport.equals(BODY)) {
            return false;
        }
        if (!transport.equals(COOKIE)) {
            throw new InvalidValue("transport", "invalid", "must be body or cookie");
        }
        sameOrigin.require(request);
        return true;
    }

    /**
     * Whether a request on a route that needs no token acts by a cookie; the kernel asks where one is needed.
     *
     * @param inBody whether it brought a token in its body
     * @throws ProblemException 403 when it does, for another site's page
     */
    boolean actsByCookie(HttpRequest<?> request, boolean inBody) {
        var acts = !inBody && SessionCookies.areUsedBy(request);
        if (acts) {
            sameOrigin.require(request);
        }
        return acts;
    }

    HttpResponse<TokensJson> answer(Tokens tokens, boolean inCookies) {
        return inCookies ? inCookies(tokens) : HttpResponse.ok(TokensJson.from(tokens));
    }

    private static MutableHttpResponse<TokensJson> inCookies(Tokens tokens) {
        var access = new AccessToken(tokens.access().reveal());
        var refresh = tokens.refresh().reveal();
        if (!SessionCookies.fit(access, refresh)) {
            throw new InvalidValue(
                    "transport", "too_long", "must be body: with so many roles no cookie holds the token");
        }
        // The refresh token does not outlive its session.
        var lifetimes = new SessionCookies.Lifetimes(
                tokens.access().lifetime(), tokens.refreshLifetime(), tokens.refreshLifetime());
        return SessionCookies.set(HttpResponse.ok(TokensJson.withoutTokens(tokens)), access, refresh, lifetimes);
    }
}
