package dev.usher.kernel.token;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One route for each kind of access. */
@Controller("/who")
@Requires(property = "sample.who")
final class WhoController {
    @Get
    @Secured(SecurityRule.IS_AUTHENTICATED)
    Map<String, Object> caller(Caller caller) {
        return Map.of(
                "user_id", caller.userId(),
                "session_id", caller.sessionId(),
                "token", caller.token().toString());
    }

    @Get("/admin")
    @Secured({"admin", "super-admin"})
    Map<String, Object> admin(Caller caller) {
        return Map.of("user_id", caller.userId());
    }

    @Get("/anyone")
    @Secured(SecurityRule.IS_ANONYMOUS)
    Map<String, Object> anyone(@Nullable Caller caller) {
        return Map.of("known", caller != null);
    }

    @Get("/needless")
    @Secured(SecurityRule.IS_ANONYMOUS)
    Map<String, Object> needless(Caller caller) {
        return Map.of("user_id", caller.userId());
    }
}
