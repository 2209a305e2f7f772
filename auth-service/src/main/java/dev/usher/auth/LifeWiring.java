package dev.usher.auth;

import dev.usher.auth.application.AdministerAccounts;
import dev.usher.auth.application.DeleteAccount;
import dev.usher.auth.application.EndSession;
import dev.usher.auth.application.ExportAccount;
import dev.usher.auth.application.FollowRoles;
import dev.usher.auth.application.ListSessions;
import dev.usher.auth.application.LogOutEverywhere;
import dev.usher.auth.application.Reauthentication;
import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.SessionPolicy;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The use cases by which people and administrators end sessions and accounts. */
@Factory
final class LifeWiring {
    @Singleton
    ListSessions listSessions(Accounts accounts, Sessions sessions, SessionPolicy policy, Clock clock) {
        return new ListSessions(accounts, sessions, policy, clock);
    }

    @Singleton
    EndSession endSession(
            Accounts accounts,
            Sessions sessions,
            RefreshFamilies families,
            AuditLog log,
            SessionPolicy policy,
            Clock clock) {
        return new EndSession(accounts, sessions, families, log, policy, clock);
    }

    @Singleton
    LogOutEverywhere logOutEverywhere(Lifecycle lifecycle, RefreshFamilies families, AuditLog log, Clock clock) {
        return new LogOutEverywhere(lifecycle, families, log, clock);
    }

    @Singleton
    AdministerAccounts administerAccounts(
            Accounts accounts, Lifecycle lifecycle, RefreshFamilies families, AuditLog log, Clock clock) {
        return new AdministerAccounts(accounts, lifecycle, families, log, clock);
    }

    @Singleton
    DeleteAccount deleteAccount(
            Reauthentication reauthentication,
            Lifecycle lifecycle,
            RefreshFamilies families,
            AuditLog log,
            Clock clock) {
        return new DeleteAccount(reauthentication, lifecycle, families, log, clock);
    }

    @Singleton
    ExportAccount exportAccount(Accounts accounts, Sessions sessions, AuditLog log, SessionPolicy policy, Clock clock) {
        return new ExportAccount(accounts, sessions, log, policy, clock);
    }

    @Singleton
    FollowRoles followRoles(Lifecycle lifecycle, AuditLog log, Clock clock) {
        return new FollowRoles(lifecycle, log, clock);
    }
}
