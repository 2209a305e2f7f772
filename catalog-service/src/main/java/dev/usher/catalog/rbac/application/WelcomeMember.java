package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Members;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives everybody who has signed up their first roles, once.
 *
 * <p>The first super-admin is whoever signs up with the address that the operator configured, here and in auth-service.
 * That is safe because auth-service makes that account itself before it is ready, an address belongs to one account at a
 * time, and only the first sign-up event of a person counts: nobody who was there before the address was configured
 * gains by it. It happens once in the life of a database: when the first super-admin is gone and the address free again,
 * whoever takes it gets nothing.
 *
 * <p>What is left: a stranger who knew the address and signed up with it before auth-service was told of it (which
 * auth-service then warns of at its start), if this service was told earlier or is only now reading that sign-up.
 * Configure both at once, before the first sign-up.
 */
public final class WelcomeMember {
    private final Members members;
    private final Optional<String> firstAdministrator;
    private final Clock clock;

    /** @param firstAdministrator the address of the first super-admin, if one is configured */
    public WelcomeMember(Members members, Optional<String> firstAdministrator, Clock clock) {
        this.members = members;
        this.firstAdministrator = firstAdministrator;
        this.clock = clock;
    }

    public void welcome(UUID user, String email) {
        members.welcome(user, firstAdministrator.filter(email::equalsIgnoreCase).isPresent(), clock.instant());
    }
}
