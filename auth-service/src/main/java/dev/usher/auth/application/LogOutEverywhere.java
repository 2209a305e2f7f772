package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SecurityEvent;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Ends all sessions of somebody, the one they ask with among them. */
public final class LogOutEverywhere {
    private final Lifecycle lifecycle;
    private final RefreshFamilies families;
    private final AuditLog log;
    private final Clock clock;

    public LogOutEverywhere(Lifecycle lifecycle, RefreshFamilies families, AuditLog log, Clock clock) {
        this.lifecycle = lifecycle;
        this.families = families;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param epoch that of the access token
     * @return false when the token is dead
     */
    public boolean logOut(AccountId user, long epoch, Client client) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var ended = lifecycle.endSessions(user, epoch, now);
        ended.ifPresent(sessions -> {
            families.forget(sessions);
            log.append(SecurityEvent.own(SecurityEvent.Kind.LOG_OUT_ALL, user, client, now));
        });
        return ended.isPresent();
    }
}
