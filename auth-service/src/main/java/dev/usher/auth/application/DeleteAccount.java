package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Accounts.Credential;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.Lifecycle.Change;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Removes the account of one who knows its password: here at once, and by event everywhere. */
public final class DeleteAccount {
    /**
     * @param epoch that of the caller's access token
     * @param password empty for what no account can have
     */
    public record Command(AccountId user, long epoch, Optional<RawPassword> password, Client client) {}

    public sealed interface Result {
        record Deleted() implements Result {}

        record WrongPassword() implements Result {}

        record LastSuperAdmin() implements Result {}

        /** The caller's token is dead: account gone, disabled or cut off. */
        record NoAccount() implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Accounts accounts;
    private final Lifecycle lifecycle;
    private final RefreshFamilies families;
    private final PasswordHasher hasher;
    private final AuditLog log;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final Clock clock;

    public DeleteAccount(
            Accounts accounts,
            Lifecycle lifecycle,
            RefreshFamilies families,
            PasswordHasher hasher,
            AuditLog log,
            Attempts attempts,
            ThrottlePolicy limits,
            Clock clock) {
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.families = families;
        this.hasher = hasher;
        this.log = log;
        this.attempts = attempts;
        this.limits = limits;
        this.clock = clock;
    }

    public Result delete(Command command) {
        var credential = accounts.findCredential(command.user())
                .filter(found -> found.account().accepts(command.epoch()));
        if (credential.isEmpty()) {
            return new Result.NoAccount();
        }
        return attempts.guess(
                limits.signedIn(credential.get().account().email(), command.client()),
                Result.Throttled::new,
                () -> compare(credential.get(), command),
                result -> !(result instanceof Result.WrongPassword));
    }

    private Result compare(Credential known, Command command) {
        if (hasher.matches(command.password(), known.hash())) {
            return erase(known.account());
        }
        log.append(SecurityEvent.own(Kind.ACCOUNT_DELETION_FAILED, command.user(), command.client(), clock.instant()));
        return new Result.WrongPassword();
    }

    private Result erase(Account account) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return switch (lifecycle.delete(new AccountEvent.Deleted(account, now))) {
            case Change.Done(var ended) -> {
                families.forget(ended);
                log.append(SecurityEvent.about(Kind.ACCOUNT_DELETED, null, Client.NOWHERE, now));
                yield new Result.Deleted();
            }
            case Change.LastSuperAdmin() -> new Result.LastSuperAdmin();
            // Somebody was faster; what was the password a moment ago may be none now.
            case Change.Stale() -> new Result.WrongPassword();
        };
    }
}
