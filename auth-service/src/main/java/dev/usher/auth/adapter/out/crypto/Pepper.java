package dev.usher.auth.adapter.out.crypto;

import dev.usher.auth.AuthSettings;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one secret of this service beside its signing keys, and the keys that come of it: each for one purpose, so that
 * nothing made for one is worth anything for another.
 */
@Singleton
final class Pepper {
    private static final String HMAC = "HmacSHA256";

    private final byte[] secret;

    Pepper(AuthSettings.Password settings) {
        this.secret = settings.pepper().getBytes(StandardCharsets.UTF_8);
    }

    /** The pepper itself, as passwords are hashed with it. */
    SecretKey forPasswords() {
        return new SecretKeySpec(secret, HMAC);
    }

    /** A key of 256 bits by HKDF (RFC 5869). */
    SecretKey derive(String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(secret)
                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), 32);
            return KDF.getInstance("HKDF-SHA256").deriveKey(HMAC, parameters);
        } catch (GeneralSecurityException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }

    static byte[] hmac(SecretKey key, byte[] message) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }

    @Override
    public String toString() {
        return "Pepper[redacted]";
    }
}
