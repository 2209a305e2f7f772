package dev.usher.kernel.policy;

import dev.usher.kernel.token.Caller;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** One route for each way to say what may be done. */
@Controller("/things")
@Requires(property = "policy.app")
@Permitted("things:read")
final class PermittedController {
    final AtomicInteger calls = new AtomicInteger();

    private final Permissions permissions;

    PermittedController(Permissions permissions) {
        this.permissions = permissions;
    }

    @Get
    Map<String, Integer> read() {
        return Map.of("calls", calls.incrementAndGet());
    }

    @Post
    @Permitted("things:write")
    Map<String, Integer> write() {
        return Map.of("calls", calls.incrementAndGet());
    }

    @Get("/own")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    Map<String, Boolean> own(Caller caller) {
        return Map.of("may_write", permissions.allowed(caller, "things:write"));
    }

    @Get("/open")
    @Secured(SecurityRule.IS_ANONYMOUS)
    Map<String, Integer> open() {
        return Map.of("calls", calls.incrementAndGet());
    }

    @Get("/both")
    @Secured(SecurityRule.IS_ANONYMOUS)
    @Permitted("things:write")
    Map<String, Integer> both() {
        return Map.of("calls", calls.incrementAndGet());
    }

    /** The permission at a method of a controller that is open to all who have a token. */
    @Controller("/secured")
    @Requires(property = "policy.app")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    static final class SecuredController {
        @Get
        Map<String, Boolean> all() {
            return Map.of("all", true);
        }

        @Get("/some")
        @Permitted("things:read")
        Map<String, Boolean> some() {
            return Map.of("some", true);
        }
    }

    /** Both at the class: the permission counts. */
    @Controller("/doubly")
    @Requires(property = "policy.app")
    @Secured(SecurityRule.IS_AUTHENTICATED)
    @Permitted("things:write")
    static final class DoublySecuredController {
        @Get
        Map<String, Boolean> all() {
            return Map.of("all", true);
        }
    }
}
