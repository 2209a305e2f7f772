package dev.usher.kernel.policy;

import io.micronaut.security.annotation.Secured;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a controller or one of its methods that only those may call who have this permission on this service, by {@link
 * Permissions} and at the moment of the call; what roles the token names does not matter. A super-admin always may. What
 * stands at the method counts, before what stands at the class; where {@link Secured} stands beside it, this counts.
 *
 * <p>Without a token it is 401, without the permission 403, and 503 {@code authorization-unavailable} while it is not known.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Secured(Permitted.NOBODY)
public @interface Permitted {
    /** A role that nobody has: to rules that do not know of permissions the route is closed. */
    String NOBODY = "nobody";

    /** The name of the permission, {@code users:read}. */
    String value();
}
