package dev.usher.auth.application.port;

import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.RecoveryCode;
import dev.usher.auth.domain.SealedSecret;
import dev.usher.auth.domain.TotpSecret;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes and reads what second factors consist of. */
public interface FactorSecrets {
    TotpSecret newSecret();

    SealedSecret seal(AccountId account, TotpSecret secret);

    /** The time step whose code this is: that of now, the one before or the one after. Empty when it is none. */
    OptionalLong step(AccountId account, SealedSecret secret, String code, Instant now);

    RecoveryCode newRecoveryCode();

    /** What is stored of a recovery code, and looked up; however it is spelt. */
    String hash(AccountId account, String recoveryCode);

    LoginChallenge.Sealed seal(LoginChallenge challenge);

    /** Empty unless this service sealed exactly this. Says nothing about whether it is still good. */
    Optional<LoginChallenge> open(LoginChallenge.Sealed challenge);
}
