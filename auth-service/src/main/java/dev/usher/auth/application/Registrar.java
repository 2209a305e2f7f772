package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.Errands;
import dev.usher.auth.application.port.Recovery;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountEvent;
import dev.usher.auth.domain.Errand;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.PasswordHash;
import dev.usher.auth.domain.RecoveryPolicy;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.Session;
import dev.usher.kernel.value.Ids;
import java.time.Instant;

/**
 * The step of a sign-up that makes the account. In mode {@code open} at once; in mode {@code verified} it is left to
 * {@link RunErrands}, and not even looked up whether the address is taken: the answer, and the time that it takes, cannot
 * tell.
 */
public final class Registrar {
    private final Accounts accounts;
    private final Recovery recovery;
    private final Tickets tickets;
    private final Errands errands;
    private final SessionStarter sessions;
    private final RecoveryPolicy policy;
    private final AuditLog log;

    public Registrar(
            Accounts accounts,
            Recovery recovery,
            Tickets tickets,
            Errands errands,
            SessionStarter sessions,
            RecoveryPolicy policy,
            AuditLog log) {
        this.accounts = accounts;
        this.recovery = recovery;
        this.tickets = tickets;
        this.errands = errands;
        this.sessions = sessions;
        this.policy = policy;
        this.log = log;
    }

    SignUp.Result register(SignUp.Command command, PasswordHash hash, Instant now) {
        return switch (policy.mode()) {
            case OPEN -> atOnce(command, hash, now);
            case VERIFIED -> later(command, hash, now);
        };
    }

    private SignUp.Result atOnce(SignUp.Command command, PasswordHash hash, Instant now) {
        var account = Account.register(command.email(), command.name(), command.locale(), now);
        var session = sessions.prepare(account, command.client(), now);
        if (!add(account, hash, session.session(), now)) {
            sessions.abandon(session);
            return new SignUp.Result.EmailTaken();
        }
        log.append(SecurityEvent.own(Kind.SIGN_UP, account.id(), command.client(), now)
                .in(session.session().id()));
        return new SignUp.Result.Registered(account, sessions.tokens(account, session, now));
    }

    private boolean add(Account account, PasswordHash hash, Session first, Instant now) {
        return policy.verifyAtSignUp()
                ? recovery.register(tickets.make(Purpose.VERIFY, account, now), hash, first)
                : accounts.add(account, hash, new AccountEvent.SignedUp(account, now), first);
    }

    private SignUp.Result later(SignUp.Command command, PasswordHash hash, Instant now) {
        errands.add(new Errand.SignUp(
                Ids.next(now), command.email(), command.name(), command.locale(), hash, command.client(), now));
        return new SignUp.Result.Accepted();
    }
}
