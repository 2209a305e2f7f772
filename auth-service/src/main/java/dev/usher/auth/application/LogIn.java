package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.Accounts.Credential;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.Sessions;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.SessionPolicy;
import dev.usher.auth.domain.SignUpMode;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Starts a session for whoever knows the password. Every refusal looks the same and costs the same. */
public final class LogIn {
    public sealed interface Result {
        record Granted(Tokens tokens) implements Result {}

        record Denied() implements Result {}

        record Throttled(TooMany tooMany) implements Result {}

        /** The password was right; a code of the second factor is wanted, with this challenge. */
        record SecondFactorRequired(LoginChallenge.Sealed challenge) implements Result {}

        /** The password was right; the role asks for a second factor, which can be had for this challenge. */
        record EnrolmentRequired(LoginChallenge.Sealed challenge) implements Result {}
    }

    private final Accounts accounts;
    private final Sessions sessions;
    private final RefreshFamilies families;
    private final PasswordHasher hasher;
    private final SessionStarter starter;
    private final SessionPolicy policy;
    private final SignUpMode mode;
    private final SecondStep step;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final AuditLog log;
    private final Clock clock;

    public LogIn(
            Accounts accounts,
            Sessions sessions,
            RefreshFamilies families,
            PasswordHasher hasher,
            SessionStarter starter,
            SessionPolicy policy,
            SignUpMode mode,
            SecondStep step,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog log,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.families = families;
        this.hasher = hasher;
        this.starter = starter;
        this.policy = policy;
        this.mode = mode;
        this.step = step;
        this.attempts = attempts;
        this.limits = limits;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param email empty for what no account can have
     * @param password empty for what no account can have
     */
    public Result logIn(Optional<EmailAddress> email, Optional<RawPassword> password, Client client) {
        return attempts.guess(
                limits.logIn(email, client),
                Result.Throttled::new,
                () -> compare(email, password, client),
                result -> !(result instanceof Result.Denied));
    }

    private Result compare(Optional<EmailAddress> email, Optional<RawPassword> password, Client client) {
        var known = email.flatMap(accounts::findCredential);
        var credential = known.filter(found -> mode.admits(found.account()));
        // Unknown, disabled and unverified accounts must cost what a wrong password costs, or timing tells who has an
        // account.
        var decoy = hasher.decoy();
        var stored = credential.map(Credential::hash).orElse(decoy);
        var matches = hasher.matches(password, stored);
        if (credential.isEmpty() || !matches) {
            return denied(known.map(Credential::account), client);
        }
        if (hasher.isOutdated(stored)) {
            accounts.rehash(credential.get().account().id(), stored, hasher.hash(password.get()));
        }
        return admit(credential.get().account(), client);
    }

    private Result admit(Account account, Client client) {
        return step.after(account, clock.instant())
                .map(this::challenged)
                .orElseGet(() -> open(account, client)
                        .<Result>map(Result.Granted::new)
                        .orElseGet(() -> denied(Optional.of(account), client)));
    }

    private Result challenged(LoginChallenge challenge) {
        var sealed = step.seal(challenge);
        return challenge.enrol() ? new Result.EnrolmentRequired(sealed) : new Result.SecondFactorRequired(sealed);
    }

    /** Empty when the account was disabled, deleted or got another password since it was read. */
    Optional<Tokens> open(Account account, Client client) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var prepared = starter.prepare(account, client, now);
        var ended = sessions.open(prepared.session(), policy.perUser());
        if (ended.isEmpty()) {
            starter.abandon(prepared);
            return Optional.empty();
        }
        families.forget(ended.get());
        log.append(SecurityEvent.own(Kind.LOG_IN, account.id(), client, now)
                .in(prepared.session().id()));
        return Optional.of(starter.tokens(account, prepared, now));
    }

    /** One entry whoever it was, or nobody: it must not cost less to ask for somebody who is not there. */
    private Result denied(Optional<Account> known, Client client) {
        var subject = known.map(Account::id).orElse(null);
        log.append(SecurityEvent.about(Kind.LOG_IN_FAILED, subject, client, clock.instant()));
        return new Result.Denied();
    }
}
