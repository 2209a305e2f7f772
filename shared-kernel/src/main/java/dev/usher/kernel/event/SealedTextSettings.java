package dev.usher.kernel.event;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of {@link SealedText}; only for the service that seals and the one that opens.
 *
 * @param mailTokenKey {@code MAIL_TOKEN_KEY}: 32 bytes in base64 or base64url, padded or not
 */
@ConfigurationProperties("usher.event")
@Requires(property = "usher.event.mail-token-key")
record SealedTextSettings(String mailTokenKey) {
    private static final int KEY_BYTES = 32;

    SealedTextSettings {
        if (decode(mailTokenKey).length != KEY_BYTES) {
            throw new IllegalArgumentException("MAIL_TOKEN_KEY must be 32 bytes in base64");
        }
    }

    SecretKey key() {
        return new SecretKeySpec(decode(mailTokenKey), "AES");
    }

    /** Empty for what is no base64. */
    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException refused) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "SealedTextSettings[redacted]";
    }
}
