package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.Lifecycle.Change;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What administrators do to accounts. Super-admins answer to super-admins only, and the last active one stays. */
public final class AdministerAccounts {
    /**
     * @param epoch that of the administrator's access token
     * @param bySuperAdmin whether the administrator is one
     */
    public record Command(
            AccountId administrator, long epoch, boolean bySuperAdmin, AccountId subject, Client client) {}

    public enum Result {
        /** It is so now, or was before. */
        DONE,
        NO_USER,
        NOT_ALLOWED,
        LAST_SUPER_ADMIN,
        /** The caller's token is dead: account gone, disabled or cut off. */
        NO_ACCOUNT
    }

    private interface Deed {
        /** Empty when it is so already. */
        Optional<Change> to(Account subject, Instant now);
    }

    /** Somebody else is changing the account again and again: as good as somebody who is faster every time. */
    private static final int ATTEMPTS = 5;

    private final Accounts accounts;
    private final Lifecycle lifecycle;
    private final RefreshFamilies families;
    private final AuditLog log;
    private final Clock clock;

    public AdministerAccounts(
            Accounts accounts, Lifecycle lifecycle, RefreshFamilies families, AuditLog log, Clock clock) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.families = families;
        this.log = log;
        this.clock = clock;
    }

    /** Ends all sessions of the account, until somebody enables it. */
    public Result disable(Command command) {
        return administer(
                command,
                Kind.ACCOUNT_DISABLED,
                (subject, now) -> Optional.of(subject)
                        .filter(Account::isActive)
                        .map(active -> lifecycle.disable(new AccountEvent.Disabled(active, now))));
    }

    public Result enable(Command command) {
        return administer(
                command,
                Kind.ACCOUNT_ENABLED,
                (subject, now) -> Optional.of(subject)
                        .filter(account -> !account.isActive())
                        .map(disabled -> lifecycle.enable(new AccountEvent.Enabled(disabled, now))));
    }

    /** Removes the account with everything about it, here and by event everywhere. */
    public Result delete(Command command) {
        return administer(
                command,
                Kind.ACCOUNT_DELETED,
                (subject, now) -> Optional.of(lifecycle.delete(new AccountEvent.Deleted(subject, now))));
    }

    private Result administer(Command command, Kind kind, Deed deed) {
        if (accounts.find(command.administrator())
                .filter(account -> account.accepts(command.epoch()))
                .isEmpty()) {
            return Result.NO_ACCOUNT;
        }
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var subject = accounts.find(command.subject());
            if (subject.isEmpty()) {
                return Result.NO_USER;
            }
            if (subject.get().isSuperAdmin() && !command.bySuperAdmin()) {
                return Result.NOT_ALLOWED;
            }
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            var change = deed.to(subject.get(), now);
            if (change.isEmpty()) {
                return Result.DONE;
            }
            switch (change.get()) {
                case Change.Done(var ended) -> {
                    families.forget(ended);
                    log.append(
                            SecurityEvent.by(command.administrator(), kind, command.subject(), command.client(), now));
                    return Result.DONE;
                }
                case Change.LastSuperAdmin() -> {
                    return Result.LAST_SUPER_ADMIN;
                }
                // Read it again: it may be a super-admin by now.
                case Change.Stale() -> {}
            }
        }
        throw new IllegalStateException("an account changes faster than it can be read");
    }
}
