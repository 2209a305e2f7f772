package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Accounts.Credential;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.util.Optional;

/** The step before everything that a stolen access token alone must not do: the password is asked for once more. */
public final class Reauthentication {
    sealed interface Result {
        record Proven() implements Result {}

        /** It has been counted, and is in the audit log. */
        record WrongPassword() implements Result {}

        /** Nothing was compared. */
        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final AuditLog log;
    private final Clock clock;

    public Reauthentication(
            Accounts accounts,
            PasswordHasher hasher,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog log,
            Clock clock) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.attempts = attempts;
        this.limits = limits;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Whom the access token speaks for. Empty when it is dead: account gone, disabled or cut off.
     *
     * @param epoch that of the token
     */
    Optional<Credential> find(AccountId user, long epoch) {
        return accounts.findCredential(user).filter(found -> found.account().accepts(epoch));
    }

    /**
     * @param password empty for what no account can have
     * @param failure what a wrong one is in the audit log
     */
    Result prove(Credential credential, Optional<RawPassword> password, Client client, SecurityEvent.Kind failure) {
        return attempts.guess(
                limits.signedIn(credential.account().email(), client),
                Result.Throttled::new,
                () -> hasher.matches(password, credential.hash())
                        ? new Result.Proven()
                        : wrong(credential.account().id(), client, failure),
                Result.Proven.class::isInstance);
    }

    private Result wrong(AccountId user, Client client, SecurityEvent.Kind failure) {
        log.append(SecurityEvent.own(failure, user, client, clock.instant()));
        return new Result.WrongPassword();
    }
}
