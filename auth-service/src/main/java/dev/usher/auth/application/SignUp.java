package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import dev.usher.kernel.value.Violation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes an account and logs its owner in. */
public final class SignUp {
    public record Command(
            EmailAddress email, RawPassword password, PersonName name, LanguageTag locale, Client client) {}

    public sealed interface Result {
        record Registered(Account account, Tokens tokens) implements Result {}

        record EmailTaken() implements Result {}

        record WeakPassword(List<Violation> violations) implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordHasher hasher;
    private final SessionStarter sessions;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final Clock clock;

    public SignUp(
            Accounts accounts,
            PasswordRules rules,
            PasswordHasher hasher,
            SessionStarter sessions,
            Attempts attempts,
            ThrottlePolicy limits,
            Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.hasher = hasher;
        this.sessions = sessions;
        this.attempts = attempts;
        this.limits = limits;
        this.clock = clock;
    }

    public Result signUp(Command command) {
        var violations =
                rules.violations("password", command.password(), new PasswordContext(command.email(), command.name()));
        if (!violations.isEmpty()) {
            return new Result.WeakPassword(violations);
        }
        return attempts.count(limits.signUp(command.client()), Result.Throttled::new, () -> register(command));
    }

    private Result register(Command command) {
        // Hash first: bcrypt is slow on purpose and must not keep a database connection waiting.
        var hash = hasher.hash(command.password());
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var account = Account.register(command.email(), command.name(), command.locale(), now);
        var session = sessions.prepare(account, command.client(), now);
        if (!accounts.add(account, hash, new AccountEvent.SignedUp(account, now), session.session())) {
            sessions.abandon(session);
            return new Result.EmailTaken();
        }
        attempts.clear(limits.owner(command.email(), command.client()));
        return new Result.Registered(account, sessions.tokens(account, session, now));
    }
}
