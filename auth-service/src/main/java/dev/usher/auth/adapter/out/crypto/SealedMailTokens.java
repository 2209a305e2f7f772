package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.application.port.MailTokens;
import dev.usher.auth.domain.MailToken;
import dev.usher.auth.domain.MailToken.Purpose;
import dev.usher.auth.domain.SecretHash;
import dev.usher.kernel.event.SealedText;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Tokens as 256 random bits in base64url. A fast hash will do for what nobody can guess. */
@Singleton
final class SealedMailTokens implements MailTokens {
    private static final int BYTES = 32;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SealedText sealing;
    private final SecureRandom random = new SecureRandom();

    SealedMailTokens(SealedText sealing) {
        this.sealing = sealing;
    }

    @Override
    public Issued issue(Purpose purpose) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var token = new MailToken(TEXT.encodeToString(bytes));
        return new Issued(purpose, hash(token), sealing.seal(token.reveal(), event(purpose)));
    }

    /** The type of the event that carries it: what was sealed for one mail does not open in another. */
    private static String event(Purpose purpose) {
        return switch (purpose) {
            case RESET -> "user:password-reset-requested";
            case VERIFY -> "user:email-verification-requested";
        };
    }

    @Override
    public SecretHash hash(MailToken token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return new SecretHash(
                    TEXT.encodeToString(digest.digest(token.reveal().getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }
}
