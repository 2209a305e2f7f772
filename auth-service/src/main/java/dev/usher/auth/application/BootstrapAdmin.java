package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.RawPassword;
import dev.usher.kernel.value.Violation;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes the first administrator from the configuration. Repeated at every start, by every replica. */
public final class BootstrapAdmin {
    public enum Result {
        CREATED,
        /** The administrator is there, with whatever password it has by now. */
        PRESENT,
        /** Somebody else signed up with this address. They are not made an administrator for that. */
        TAKEN
    }

    private static final PersonName NAME = new PersonName("First", "Administrator");

    private final Accounts accounts;
    private final PasswordRules rules;
    private final PasswordHasher hasher;
    private final Clock clock;

    public BootstrapAdmin(Accounts accounts, PasswordRules rules, PasswordHasher hasher, Clock clock) {
        this.accounts = accounts;
        this.rules = rules;
        this.hasher = hasher;
        this.clock = clock;
    }

    /** Empty when the configured password may be used; asked before anything is stored. */
    public List<Violation> violations(EmailAddress email, RawPassword password) {
        return rules.violations("password", password, new PasswordContext(email, NAME));
    }

    public Result bootstrap(EmailAddress email, RawPassword password) {
        var existing = accounts.findCredential(email);
        if (existing.isPresent()) {
            return verdict(existing.get().account());
        }
        var hash = hasher.hash(password);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var admin = Account.bootstrap(email, NAME, LanguageTag.of(null), now);
        if (accounts.add(admin, hash, new AccountEvent.SignedUp(admin, now))) {
            return Result.CREATED;
        }
        return accounts.findCredential(email)
                .map(Accounts.Credential::account)
                .map(BootstrapAdmin::verdict)
                .orElse(Result.TAKEN);
    }

    private static Result verdict(Account existing) {
        return existing.isSuperAdmin() ? Result.PRESENT : Result.TAKEN;
    }
}
