package dev.usher.auth.application;

import dev.usher.auth.application.port.FactorSecrets;
import dev.usher.auth.application.port.SecondFactors;
import dev.usher.auth.application.port.SecondFactors.Proof;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.SecondFactor;
import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** What a login with the right password lacks, and what is given for it. */
public final class SecondStep {
    private final SecondFactors factors;
    private final FactorSecrets secrets;
    private final Set<String> roles;

    /** @param roles who has one of these must have a second factor */
    public SecondStep(SecondFactors factors, FactorSecrets secrets, Set<String> roles) {
        this.factors = factors;
        this.secrets = secrets;
        this.roles = Set.copyOf(roles);
    }

    /** Empty when the password is enough. */
    Optional<LoginChallenge> after(Account account, Instant now) {
        var hasFactor =
                factors.find(account.id()).filter(SecondFactor::isConfirmed).isPresent();
        return hasFactor || !Collections.disjoint(account.roles(), roles)
                ? Optional.of(new LoginChallenge(
                        Ids.next(now),
                        account.id(),
                        account.sessionEpoch(),
                        now.plus(LoginChallenge.LIFETIME),
                        !hasFactor))
                : Optional.empty();
    }

    LoginChallenge.Sealed seal(LoginChallenge challenge) {
        return secrets.seal(challenge);
    }

    /** Empty when it was not made by us, or is over. */
    Optional<LoginChallenge> open(LoginChallenge.Sealed challenge, Instant now) {
        return secrets.open(challenge).filter(good -> now.isBefore(good.until()));
    }

    /** A code of the app, or else it can only be a recovery code. */
    Proof proof(AccountId account, SecondFactor factor, String code, Instant now) {
        var step = secrets.step(account, factor.secret(), code, now);
        return step.isPresent() ? new Proof.Step(step.getAsLong()) : new Proof.Recovery(secrets.hash(account, code));
    }
}
