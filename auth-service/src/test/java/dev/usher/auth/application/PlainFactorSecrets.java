package dev.usher.auth.application;

import dev.usher.auth.application.port.FactorSecrets;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.RecoveryCode;
import dev.usher.auth.domain.SealedSecret;
import dev.usher.auth.domain.TotpSecret;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Secrets that count up; the code of a step is its number and that of the secret. */
public final class PlainFactorSecrets implements FactorSecrets {
    private final Map<LoginChallenge.Sealed, LoginChallenge> challenges = new HashMap<>();
    private int last;

    @Override
    public TotpSecret newSecret() {
        return new TotpSecret("secret" + ++last);
    }

    @Override
    public SealedSecret seal(AccountId account, TotpSecret secret) {
        return new SealedSecret(account + " " + secret.reveal());
    }

    public static String code(TotpSecret secret, Instant at) {
        return at.getEpochSecond() / 30 + secret.reveal();
    }

    @Override
    public OptionalLong step(AccountId account, SealedSecret secret, String code, Instant now) {
        var step = now.getEpochSecond() / 30;
        return LongStream.rangeClosed(step - 1, step + 1)
                .filter(near -> secret.text().equals(account + " " + code.replaceFirst("^" + near, "")))
                .findFirst();
    }

    @Override
    public RecoveryCode newRecoveryCode() {
        return new RecoveryCode("code" + ++last);
    }

    @Override
    public String hash(AccountId account, String recoveryCode) {
        return account + " " + recoveryCode;
    }

    @Override
    public LoginChallenge.Sealed seal(LoginChallenge challenge) {
        var sealed = new LoginChallenge.Sealed("challenge " + challenge.id());
        challenges.put(sealed, challenge);
        return sealed;
    }

    @Override
    public Optional<LoginChallenge> open(LoginChallenge.Sealed challenge) {
        return Optional.ofNullable(challenges.get(challenge));
    }
}
