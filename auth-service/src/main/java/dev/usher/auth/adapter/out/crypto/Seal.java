package dev.usher.auth.adapter.out.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Bytes that only this service can read and nobody can change: AES-256-GCM, base64url of nonce, text and tag. */
final class Seal {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /** @param key of 256 bits, for one purpose */
    Seal(SecretKey key) {
        this.key = new SecretKeySpec(key.getEncoded(), "AES");
    }

    /** @param context has to be the same when it is opened */
    String close(byte[] plain, byte[] context) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(plain);
            var all = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return TEXT.encodeToString(all);
        } catch (GeneralSecurityException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }

    /** Empty unless this key closed exactly this for that context. */
    Optional<byte[]> open(String text, byte[] context) {
        try {
            var all = Base64.getUrlDecoder().decode(text);
            // The decoder ignores padding and stray bits; one text has one spelling.
            if (all.length < NONCE + TAG || !TEXT.encodeToString(all).equals(text)) {
                return Optional.empty();
            }
            var nonce = Arrays.copyOf(all, NONCE);
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, context).doFinal(all, NONCE, all.length - NONCE));
        } catch (IllegalArgumentException | AEADBadTagException notOurs) {
            return Optional.empty();
        } catch (GeneralSecurityException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(context);
        return cipher;
    }
}
