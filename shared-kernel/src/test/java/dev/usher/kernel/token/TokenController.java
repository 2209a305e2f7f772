package dev.usher.kernel.token;

import dev.usher.kernel.web.Sensitive;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Routes with and without a token, reading and writing. */
@Requires(property = "token.app")
@Controller("/v1")
@Secured("isAuthenticated()")
class TokenController {
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
}
