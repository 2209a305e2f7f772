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
 * whoever takes it gets nothing. What is left is an operator who configures the address here while sign-ups are open and
 * in auth-service only later: a stranger who knows it could be faster. Configure auth-service first, or both at once.
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
