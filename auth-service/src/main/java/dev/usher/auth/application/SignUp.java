package dev.usher.auth.application;

import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.domain.Account;
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

        /** In mode {@link dev.usher.auth.domain.SignUpMode#VERIFIED}, whether or not the address is taken. */
        record Accepted() implements Result {}

        record EmailTaken() implements Result {}

        record WeakPassword(List<Violation> violations) implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final PasswordRules rules;
    private final PasswordHasher hasher;
    private final Registrar registrar;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final Clock clock;

    public SignUp(
            PasswordRules rules,
            PasswordHasher hasher,
            Registrar registrar,
            Attempts attempts,
            ThrottlePolicy limits,
            Clock clock) {
        this.rules = rules;
        this.hasher = hasher;
        this.registrar = registrar;
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
        var result = registrar.register(command, hash, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        if (result instanceof Result.Registered) {
            attempts.clear(limits.owner(command.email(), command.client()));
        }
        return result;
    }
}
