package dev.usher.kernel.policy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.token.Caller;
import dev.usher.kernel.value.Text;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who may do what, from memory: a check costs tens of nanoseconds, takes no lock and asks nobody. It is what {@code POST
 * /v1/checks} answers, at most a second later. Case does not count in names.
 *
 * <p>While it is not known, because it was never loaded or too much may be missing, every method throws {@link Unavailable},
 * a 503 {@code authorization-unavailable}: nothing is ever allowed by an outage.
 */
@Singleton
public final class Permissions {
    /** Whether somebody may do something: what a permission allows, on a service. */
    public record Check(UUID user, String permission, String service) {}

    private final PolicyFeed feed;
    private final String self;

    @Inject
    Permissions(PolicyFeed feed, ApplicationConfiguration application) {
        this(feed, application.getName().orElse(""));
    }

    Permissions(PolicyFeed feed, String self) {
        this.feed = feed;
        this.self = Text.fold(self);
    }

    /** Whether one of the user's roles has the permission and the permission covers the service. */
    public boolean allowed(UUID user, String permission, String service) {
        return feed.policy().allows(user, Text.fold(permission), Text.fold(service));
    }

    /** The answers in the order of the questions. */
    public List<Boolean> allowed(List<Check> checks) {
        var policy = feed.policy();
        return checks.stream()
                .map(check -> policy.allows(check.user(), Text.fold(check.permission()), Text.fold(check.service())))
                .toList();
    }

    /**
     * Whether the caller may do this here, in the service of this process. A super-admin always may: whatever is done to
     * roles and permissions, the owner of the platform is not locked out.
     */
    public boolean allowed(Caller caller, String permission) {
        return allowedHere(caller.userId(), permission);
    }

    boolean allowedHere(UUID user, String permission) {
        var policy = feed.policy();
        return policy.rolesOf(user).isSuperAdmin() || policy.allows(user, Text.fold(permission), self);
    }

    /** The names of the user's roles; of somebody whom nobody knows there are none. */
    public Set<String> roles(UUID user) {
        return feed.policy().rolesOf(user).names();
    }
}
