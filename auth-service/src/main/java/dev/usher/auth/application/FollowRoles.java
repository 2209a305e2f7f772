package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SecurityEvent;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Keeps the roles of an account as the catalog has them. May be repeated and reordered. */
public final class FollowRoles {
    private final Lifecycle lifecycle;
    private final AuditLog log;
    private final Clock clock;

    public FollowRoles(Lifecycle lifecycle, AuditLog log, Clock clock) {
        this.lifecycle = lifecycle;
        this.log = log;
        this.clock = clock;
    }

    /** @param version grows with every change, from 1; what is older than what is known is passed over */
    public void follow(AccountId user, Set<String> roles, long version) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (lifecycle.takeRoles(user, roles, version, now)) {
            log.append(SecurityEvent.about(SecurityEvent.Kind.ROLES_CHANGED, user, Client.NOWHERE, now));
        }
    }

    /** The catalog keeps nothing about the user any more. */
    public void drop(AccountId user) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (lifecycle.dropRoles(user, now)) {
            log.append(SecurityEvent.about(SecurityEvent.Kind.ROLES_CHANGED, user, Client.NOWHERE, now));
        }
    }
}
