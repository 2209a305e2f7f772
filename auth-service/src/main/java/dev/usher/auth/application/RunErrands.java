package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Errands;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.Errand;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Does what was asked for by people who were told nothing: sends a reset where there is an account, makes the account
 * where there is none. One that breaks off is done again; its effect takes place once.
 */
public final class RunErrands {
    private static final String TAKEN = "taken";

    private final Errands errands;
    private final Accounts accounts;
    private final Recovery recovery;
    private final Tickets tickets;
    private final AuditLog auditLog;
    private final Clock clock;

    public RunErrands(
            Errands errands, Accounts accounts, Recovery recovery, Tickets tickets, AuditLog auditLog, Clock clock) {
        this.errands = errands;
        this.accounts = accounts;
        this.recovery = recovery;
        this.tickets = tickets;
        this.auditLog = auditLog;
        this.clock = clock;
    }

    /** Does one, if there is one. */
    public boolean runNext() {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var next = errands.take(now);
        next.ifPresent(errand -> {
            switch (errand) {
                case Errand.Forgot forgot -> sendReset(forgot, now);
                case Errand.SignUp signUp -> register(signUp, now);
            }
        });
        return next.isPresent();
    }

    private void sendReset(Errand.Forgot errand, Instant now) {
        var account = owner(errand.email()).filter(owner -> tickets.mayMail(Purpose.RESET, owner));
        if (account.isEmpty()) {
            errands.done(errand);
            return;
        }
        note(Kind.PASSWORD_RESET_REQUESTED, account.get(), errand, now);
        recovery.issue(tickets.make(Purpose.RESET, account.get(), now), errand);
    }

    private void register(Errand.SignUp errand, Instant now) {
        var account = Account.register(errand.email(), errand.name(), errand.locale(), now);
        if (recovery.register(tickets.make(Purpose.VERIFY, account, now), errand)) {
            note(Kind.SIGN_UP, account, errand, now);
            return;
        }
        owner(errand.email())
                .filter(owner -> tickets.mayMail(TAKEN, owner))
                .ifPresentOrElse(
                        owner -> recovery.tell(new AccountEvent.AddressTaken(owner, now), errand),
                        () -> errands.done(errand));
    }

    private Optional<Account> owner(EmailAddress email) {
        return accounts.findCredential(email).map(Accounts.Credential::account).filter(Account::isActive);
    }

    private void note(Kind kind, Account account, Errand errand, Instant now) {
        auditLog.append(SecurityEvent.about(kind, account.id(), errand.client(), now));
    }
}
