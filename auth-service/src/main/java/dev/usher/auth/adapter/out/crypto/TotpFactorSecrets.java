package dev.usher.auth.adapter.out.crypto;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.usher.auth.application.port.FactorSecrets;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.RecoveryCode;
import dev.usher.auth.domain.SealedSecret;
import dev.usher.auth.domain.TotpSecret;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * TOTP as every app knows it (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits). A secret is sealed for its account; recovery
 * codes, random enough not to be guessed, are stored as an HMAC.
 */
@Singleton
final class TotpFactorSecrets implements FactorSecrets {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int DIGITS = 6;
    /** Of HMAC-SHA-1's size (RFC 4226 §4, R6). */
    private static final int SECRET_BYTES = 20;

    private static final int RECOVERY_BYTES = 10;
    private static final byte VERSION = 1;
    private static final int CHALLENGE_BYTES = 1 + 16 + 16 + 8 + 8 + 1;
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final Pattern GROUPS = Pattern.compile("(?<=\\G.{4})(?=.)");
    private static final Pattern SPACING = Pattern.compile("[\\s-]");
    private static final byte[] CHALLENGE = "challenge".getBytes(StandardCharsets.US_ASCII);

    private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator(STEP, DIGITS);
    private final SecureRandom random = new SecureRandom();
    private final Seal secretSeal;
    private final Seal challengeSeal;
    private final SecretKey recovery;

    TotpFactorSecrets(Pepper pepper) {
        this.secretSeal = new Seal(pepper.derive("usher second factor secret 1"));
        this.challengeSeal = new Seal(pepper.derive("usher login challenge 1"));
        this.recovery = pepper.derive("usher recovery code 1");
    }

    @Override
    public TotpSecret newSecret() {
        return new TotpSecret(Base32.encode(bytes(SECRET_BYTES)));
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public SealedSecret seal(AccountId account, TotpSecret secret) {
        return new SealedSecret(secretSeal.close(Base32.decode(secret.reveal()), id(account)));
    }

    private static byte[] id(AccountId account) {
        return account.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public OptionalLong step(AccountId account, SealedSecret secret, String code, Instant now) {
        var digits = SPACING.matcher(code).replaceAll("");
        if (!CODE.matcher(digits).matches()) {
            return OptionalLong.empty();
        }
        var opened = secretSeal
                .open(secret.text(), id(account))
                .orElseThrow(() -> new IllegalStateException("a second factor was sealed with another pepper"));
        var key = new SecretKeySpec(opened, TimeBasedOneTimePasswordGenerator.TOTP_ALGORITHM_HMAC_SHA1);
        var current = now.getEpochSecond() / STEP.toSeconds();
        return LongStream.of(current, current - 1, current + 1)
                .filter(step -> isCode(key, step, digits))
                .findFirst();
    }

    private boolean isCode(SecretKey key, long step, String digits) {
        try {
            var code = codes.generateOneTimePasswordString(
                    key, Instant.ofEpochSecond(step * STEP.toSeconds()), Locale.ROOT);
            return MessageDigest.isEqual(
                    code.getBytes(StandardCharsets.US_ASCII), digits.getBytes(StandardCharsets.US_ASCII));
        } catch (InvalidKeyException anyBytesAreAKey) {
            throw new IllegalStateException(anyBytesAreAKey);
        }
    }

    @Override
    public RecoveryCode newRecoveryCode() {
        return new RecoveryCode(String.join("-", GROUPS.split(Base32.encode(bytes(RECOVERY_BYTES)))));
    }

    @Override
    public String hash(AccountId account, String recoveryCode) {
        var plain = SPACING.matcher(recoveryCode).replaceAll("").toUpperCase(Locale.ROOT);
        var message = (account + " " + plain).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Pepper.hmac(recovery, message));
    }

    @Override
    public LoginChallenge.Sealed seal(LoginChallenge challenge) {
        var plain = ByteBuffer.allocate(CHALLENGE_BYTES)
                .put(VERSION)
                .putLong(challenge.id().getMostSignificantBits())
                .putLong(challenge.id().getLeastSignificantBits())
                .putLong(challenge.account().value().getMostSignificantBits())
                .putLong(challenge.account().value().getLeastSignificantBits())
                .putLong(challenge.sessionEpoch())
                .putLong(challenge.until().toEpochMilli())
                .put((byte) (challenge.enrol() ? 1 : 0))
                .array();
        return new LoginChallenge.Sealed(challengeSeal.close(plain, CHALLENGE));
    }

    @Override
    public Optional<LoginChallenge> open(LoginChallenge.Sealed challenge) {
        return challengeSeal
                .open(challenge.reveal(), CHALLENGE)
                .filter(plain -> plain.length == CHALLENGE_BYTES && plain[0] == VERSION)
                .map(plain -> ByteBuffer.wrap(plain, 1, CHALLENGE_BYTES - 1))
                .map(TotpFactorSecrets::challenge);
    }

    private static LoginChallenge challenge(ByteBuffer fields) {
        return new LoginChallenge(
                new UUID(fields.getLong(), fields.getLong()),
                new AccountId(new UUID(fields.getLong(), fields.getLong())),
                fields.getLong(),
                Instant.ofEpochMilli(fields.getLong()),
                fields.get() == 1);
    }
}
