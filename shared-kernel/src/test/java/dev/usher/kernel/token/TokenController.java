package dev.usher.kernel.token;

import dev.usher.kernel.web.SameOrigin;
import dev.usher.kernel.web.Sensitive;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Routes with and without a token, reading and writing. */
@Requires(property = "token.app")
@Controller("/v1")
@Secured("isAuthenticated()")
class TokenController {
    private final SameOrigin sameOrigin;

    TokenController(SameOrigin sameOrigin) {
        this.sameOrigin = sameOrigin;
    }

    /** How often a sensitive write was run. */
    final AtomicInteger sensitive = new AtomicInteger();

    @Get("/caller")
    Map<String, String> caller(Caller caller) {
        return Map.of("user_id", caller.userId().toString());
    }

    @Post("/caller")
    Map<String, String> post(Caller caller, @Nullable @Body Map<String, Object> body) {
        return caller(caller);
    }

    @Put("/caller")
    Map<String, String> put(Caller caller, @Nullable @Body Map<String, Object> body) {
        return caller(caller);
    }

    @Patch("/caller")
    Map<String, String> patch(Caller caller, @Nullable @Body Map<String, Object> body) {
        return caller(caller);
    }

    @Delete("/caller")
    Map<String, String> delete(Caller caller) {
        return caller(caller);
    }

    @Post("/sensitive")
    @Sensitive
    Map<String, String> sensitive(Caller caller) {
        sensitive.incrementAndGet();
        return caller(caller);
    }

    @Get("/open")
    @Secured("isAnonymous()")
    Map<String, String> open(@Nullable Caller caller) {
        return caller == null ? Map.of("user_id", "nobody") : caller(caller);
    }

    @Post("/open")
    @Secured("isAnonymous()")
    Map<String, String> postOpen(@Nullable Caller caller) {
        return open(caller);
    }

    /** As a login does that is asked for cookies. */
    @Post("/cookies")
    @Secured("isAnonymous()")
    HttpResponse<?> set(HttpRequest<?> request) {
        sameOrigin.require(request);
        var lifetimes = new SessionCookies.Lifetimes(Duration.ofMinutes(15), Duration.ofDays(14), Duration.ofDays(30));
        return SessionCookies.set(HttpResponse.noContent(), new AccessToken("aaa.bbb.ccc"), "rrr", lifetimes);
    }

    @Delete("/cookies")
    @Secured("isAnonymous()")
    HttpResponse<?> clear() {
        return SessionCookies.clear(HttpResponse.noContent());
    }

    /** What a refresh and a logout see. */
    @Post("/seen")
    @Secured("isAnonymous()")
    Map<String, Object> seen(HttpRequest<?> request) {
        return Map.of(
                "used", SessionCookies.areUsedBy(request),
                "refresh", SessionCookies.refreshToken(request).orElse("none"));
    }
}
