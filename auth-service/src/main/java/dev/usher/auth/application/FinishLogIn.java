package dev.usher.auth.application;

import dev.usher.auth.application.port.Accounts;
import dev.usher.auth.application.port.AuditLog;
import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.application.port.SecondFactors.Proof;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.Client;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.SecondFactor;
import dev.usher.auth.domain.SecurityEvent;
import dev.usher.auth.domain.ThrottlePolicy;
import dev.usher.auth.domain.TooMany;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Starts a session for whoever has given the password and now gives a code of the second factor. */
public final class FinishLogIn {
    public sealed interface Result {
        record Granted(Tokens tokens) implements Result {}

        /** Not made by us, used, over, or of an account that has changed since. The password is asked again. */
        record BadChallenge() implements Result {}

        record WrongCode() implements Result {}

        record Throttled(TooMany tooMany) implements Result {}
    }

    private final Accounts accounts;
    private final SecondFactors factors;
    private final SecondStep step;
    private final LogIn logIn;
    private final Attempts attempts;
    private final ThrottlePolicy limits;
    private final AuditLog audit;
    private final Clock clock;

    public FinishLogIn(
            Accounts accounts,
            SecondFactors factors,
            SecondStep step,
            LogIn logIn,
            Attempts attempts,
            ThrottlePolicy limits,
            AuditLog audit,
            Clock clock) {
        this.accounts = accounts;
        this.factors = factors;
        this.step = step;
        this.logIn = logIn;
        this.attempts = attempts;
        this.limits = limits;
        this.audit = audit;
        this.clock = clock;
    }

    public Result finish(LoginChallenge.Sealed sealed, String code, Client client) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var challenge = step.open(sealed, now);
        var account = challenge.flatMap(this::account);
        if (account.isEmpty()) {
            return new Result.BadChallenge();
        }
        return attempts.guess(
                limits.secondFactor(account.get().email()),
                Result.Throttled::new,
                () -> check(account.get(), challenge.get(), code, client, now),
                Result.Granted.class::isInstance);
    }

    private Optional<Account> account(LoginChallenge challenge) {
        return accounts.find(challenge.account())
                .filter(found -> found.isActive() && found.sessionEpoch() == challenge.sessionEpoch());
    }

    private Result check(Account account, LoginChallenge challenge, String code, Client client, Instant now) {
        var factor = factors.find(account.id()).filter(found -> found.isConfirmed() != challenge.enrol());
        if (factor.isEmpty()) {
            return new Result.BadChallenge();
        }
        var proof = step.proof(account.id(), factor.get(), code, now);
        if (!accepts(account, challenge, factor.get(), proof, now)) {
            audit.append(SecurityEvent.about(SecurityEvent.Kind.SECOND_FACTOR_FAILED, account.id(), client, now));
            return new Result.WrongCode();
        }
        note(account, challenge, proof, client, now);
        return logIn.open(account, client).<Result>map(Result.Granted::new).orElseGet(Result.BadChallenge::new);
    }

    /** A challenge to enrol is over with the confirmation: it is good for no second one. */
    private boolean accepts(Account account, LoginChallenge challenge, SecondFactor factor, Proof proof, Instant now) {
        if (!challenge.enrol()) {
            return factors.use(account.id(), proof, challenge, now);
        }
        return proof instanceof Proof.Step(var number)
                && factors.confirm(account.id(), factor.secret(), number, List.of(), now);
    }

    private void note(Account account, LoginChallenge challenge, Proof proof, Client client, Instant now) {
        if (challenge.enrol()) {
            audit.append(SecurityEvent.own(SecurityEvent.Kind.SECOND_FACTOR_ENABLED, account.id(), client, now));
        } else if (proof instanceof Proof.Recovery) {
            audit.append(SecurityEvent.own(SecurityEvent.Kind.RECOVERY_CODE_USED, account.id(), client, now));
        }
    }
}
