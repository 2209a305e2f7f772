package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.TooMany;
import dev.usher.kernel.value.Violation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Replaces a password by one who knows it. Every session ends; the caller gets a new one. */
public final class ChangePassword {
    /**
     * @param epoch that of the caller's access token
     * @param current empty for what no account can have
     */
    public record Command(
            AccountId user, long epoch, Optional<RawPassword> current, RawPassword replacement, Client client) {}

    public sealed interface Result {
        record Changed(Tokens tokens) implements Result {}

        record WrongPassword() implements Result {}

        record WeakPassword(List<Violation> violations) implements Result {}

        /** The caller's token is dead: account gone, disabled or cut off. */
        record NoAccount() implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Accounts accounts;
    private final RefreshFamilies families;
    private final PasswordRules rules;
    private final PasswordHasher hasher;
    private final SessionStarter starter;
    private final Reauthentication reauthentication;
    private final AuditLog log;
    private final Clock clock;

    public ChangePassword(
            Accounts accounts,
            RefreshFamilies families,
            PasswordRules rules,
            PasswordHasher hasher,
            SessionStarter starter,
            Reauthentication reauthentication,
            AuditLog log,
            Clock clock) {
        this.accounts = accounts;
        this.families = families;
        this.rules = rules;
        this.hasher = hasher;
        this.starter = starter;
        this.reauthentication = reauthentication;
        this.log = log;
        this.clock = clock;
    }

    public Result change(Command command) {
        var credential = reauthentication.find(command.user(), command.epoch());
        if (credential.isEmpty()) {
            return new Result.NoAccount();
        }
        var account = credential.get().account();
        var violations = rules.violations("new_password", command.replacement(), PasswordContext.of(account));
        if (!violations.isEmpty()) {
            return new Result.WeakPassword(violations);
        }
        return switch (reauthentication.prove(
                credential.get(), command.current(), command.client(), Kind.PASSWORD_CHANGE_FAILED)) {
            case Reauthentication.Result.Proven() -> replace(account.cutOff(), command);
            case Reauthentication.Result.WrongPassword() -> new Result.WrongPassword();
            case Reauthentication.Result.Throttled(var tooMany) -> new Result.Throttled(tooMany);
        };
    }

    private Result replace(Account changed, Command command) {
        var hash = hasher.hash(command.replacement());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var prepared = starter.prepare(changed, command.client(), now);
        var ended = accounts.changePassword(
                changed, hash, prepared.session(), new AccountEvent.PasswordChanged(changed, now));
        if (ended.isEmpty()) {
            // Somebody was faster; what was the old password a moment ago is none now.
            starter.abandon(prepared);
            log.append(SecurityEvent.own(Kind.PASSWORD_CHANGE_FAILED, changed.id(), command.client(), now));
            return new Result.WrongPassword();
        }
        families.forget(ended.get());
        log.append(SecurityEvent.own(Kind.PASSWORD_CHANGED, changed.id(), command.client(), now)
                .in(prepared.session().id()));
        return new Result.Changed(starter.tokens(changed, prepared, now));
    }
}
