package dev.usher.auth.application;

import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Lifecycle;
import dev.usher.auth.application.port.Lifecycle.Change;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
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

    private final Reauthentication reauthentication;
    private final Lifecycle lifecycle;
    private final RefreshFamilies families;
    private final AuditLog log;
    private final Clock clock;

    public DeleteAccount(
            Reauthentication reauthentication,
            Lifecycle lifecycle,
            RefreshFamilies families,
            AuditLog log,
            Clock clock) {
        this.reauthentication = reauthentication;
        this.lifecycle = lifecycle;
        this.families = families;
        this.log = log;
        this.clock = clock;
    }

    public Result delete(Command command) {
        var credential = reauthentication.find(command.user(), command.epoch());
        if (credential.isEmpty()) {
            return new Result.NoAccount();
        }
        return switch (reauthentication.prove(
                credential.get(), command.password(), command.client(), Kind.ACCOUNT_DELETION_FAILED)) {
            case Reauthentication.Result.Proven() -> erase(credential.get().account());
            case Reauthentication.Result.WrongPassword() -> new Result.WrongPassword();
            case Reauthentication.Result.Throttled(var tooMany) -> new Result.Throttled(tooMany);
        };
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
