package dev.usher.kernel.web;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Cursors of lists, which clients hand back but cannot make or change: the content, readable, behind half of its
 * HMAC-SHA-256. All replicas of a service need the same key, and each list one of its own: what a cursor of one list
 * holds means nothing to another.
 */
public final class CursorSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int SEAL = 16;
    private static final int MOST = 8192;

    private final SecretKeySpec key;

    /** @param key 32 bytes or more */
    public CursorSeal(byte[] key) {
        if (key.length < 32) {
            throw new IllegalArgumentException("a cursor key has 32 bytes or more");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Of characters that need no escape in a query. */
    public String seal(byte[] content) {
        var sealed = Arrays.copyOf(Arrays.copyOf(mac(content), SEAL), SEAL + content.length);
        System.arraycopy(content, 0, sealed, SEAL, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The content; empty for whatever was not sealed with this key, character for character. */
    public Optional<byte[]> open(String cursor) {
        if (cursor.length() > MOST) {
            return Optional.empty();
        }
        try {
            var sealed = Base64.getUrlDecoder().decode(cursor);
            if (sealed.length < SEAL) {
                return Optional.empty();
            }
            var content = Arrays.copyOfRange(sealed, SEAL, sealed.length);
            var genuine = MessageDigest.isEqual(Arrays.copyOf(mac(content), SEAL), Arrays.copyOf(sealed, SEAL));
            // Base64 spells some bytes in more than one way; a cursor has one.
            return genuine && seal(content).equals(cursor) ? Optional.of(content) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] mac(byte[] content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
