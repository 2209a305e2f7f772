package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.ImportedAccounts;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LanguageTag;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.PersonName;
import dev.usher.auth.domain.SecurityEvent;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Takes over the account of somebody who had one elsewhere, with the hash of their password. May be repeated. */
public final class ImportAccounts {
    /** @param verified whether the other system knew that the address is theirs */
    public record Candidate(
            EmailAddress email, PasswordHash hash, PersonName name, LanguageTag locale, boolean verified) {}

    /** Who imports, by a verified access token. */
    public record By(AccountId user, long epoch, Client client) {}

    public sealed interface Result {
        record Imported(AccountId id) implements Result {}

        /** The address has an account, which stays as it is. */
        record Exists() implements Result {}

        /** The caller's token is dead: account gone, disabled or cut off. */
        record NoAccount() implements Result {}
    }

    private final Accounts accounts;
    private final ImportedAccounts imported;
    private final AuditLog audit;
    private final Clock clock;

    public ImportAccounts(Accounts accounts, ImportedAccounts imported, AuditLog audit, Clock clock) {
        this.accounts = accounts;
        this.imported = imported;
        this.audit = audit;
        this.clock = clock;
    }

    public Result add(By by, Candidate candidate) {
        if (accounts.find(by.user())
                .filter(account -> account.accepts(by.epoch()))
                .isEmpty()) {
            return new Result.NoAccount();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var account =
                Account.imported(candidate.email(), candidate.verified(), candidate.name(), candidate.locale(), now);
        if (!imported.add(account, candidate.hash())) {
            return new Result.Exists();
        }
        audit.append(SecurityEvent.by(by.user(), SecurityEvent.Kind.ACCOUNT_IMPORTED, account.id(), by.client(), now));
        return new Result.Imported(account.id());
    }
}
