package dev.usher.auth.application.port;

import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.SealedSecret;
import dev.usher.auth.domain.SecondFactor;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** Second factors, durable. Every method is one atomic change. They go with their account. */
public interface SecondFactors {
    /** What somebody gave of a factor; each is good once. */
    sealed interface Proof {
        /** The code of a time step: that, and those of all steps before it, are dead when it has been used. */
        record Step(long step) implements Proof {}

        /** @param hash of a recovery code */
        record Recovery(String hash) implements Proof {}
    }

    Optional<SecondFactor> find(AccountId account);

    /** Stores a factor that waits for its confirmation, in place of another such. False when there is a confirmed one. */
    boolean begin(AccountId account, SealedSecret secret, Instant now);

    /**
     * Confirms the factor with this secret, uses the step, and stores the recovery codes. False, and nothing changes,
     * when that is not the one that waits.
     */
    boolean confirm(AccountId account, SealedSecret secret, long step, Collection<String> codes, Instant now);

    /** Uses the proof of a confirmed factor. False when it is worth nothing, or no more; of many at once one is true. */
    boolean use(AccountId account, Proof proof);

    /** As {@link #use(AccountId, Proof)} for a challenge that is good once, too. */
    boolean use(AccountId account, Proof proof, LoginChallenge challenge, Instant now);

    /** Replaces the recovery codes of a confirmed factor. */
    void renew(AccountId account, Collection<String> codes);

    /** Takes the factor away, recovery codes included. False when there was none. */
    boolean remove(AccountId account);
}
