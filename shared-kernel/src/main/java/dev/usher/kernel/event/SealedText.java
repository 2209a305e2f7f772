package dev.usher.kernel.event;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Text for one reader inside an event that many may read: a compact JWE (RFC 7516) under a key that only its sender and
 * that reader have, {@code dir} with {@code A256GCM}. Its purpose, the event's type, stands in the protected header
 * ({@code typ}, RFC 8725 §3.11), so what was sealed for one purpose does not open for another. Nonces are random, 96
 * bits: one key is good for 2³² texts.
 */
@Singleton
@Requires(beans = SealedTextSettings.class)
public final class SealedText {
    /** In characters of the JWE; the longest text of ours, an address, needs less than a tenth of it. */
    private static final int LONGEST = 8 * 1024;

    private final SecretKey key;

    SealedText(SealedTextSettings settings) {
        this.key = settings.key();
    }

    /**
     * @param purpose the type of the event that carries it
     * @throws IllegalArgumentException for a text too long to be opened again
     */
    public String seal(String text, String purpose) {
        var jwe = new JWEObject(header(purpose), new Payload(text));
        try {
            jwe.encrypt(new DirectEncrypter(key));
        } catch (JOSEException bug) {
            throw new IllegalStateException("A text cannot be sealed", bug);
        }
        var sealed = jwe.serialize();
        if (sealed.length() > LONGEST) {
            throw new IllegalArgumentException("A text is too long to be sealed");
        }
        return sealed;
    }

    /** @throws Unreadable for what was not sealed with our key for this purpose, and for any form of JWE but ours */
    public String open(String jwe, String purpose) throws Unreadable {
        var sealed = parse(jwe, purpose);
        try {
            sealed.decrypt(new DirectDecrypter(key));
        } catch (JOSEException refused) {
            throw new Unreadable("sealed text: altered, or sealed with another key");
        }
        return sealed.getPayload().toString();
    }

    /** A key of 32 bytes for another purpose of the same service; tells nothing about ours (HMAC-SHA-256). */
    public byte[] derive(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }

    private static JWEHeader header(String purpose) {
        return new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .type(new JOSEObjectType(purpose))
                .build();
    }

    private static JWEObject parse(String jwe, String purpose) throws Unreadable {
        if (jwe.length() > LONGEST) {
            throw new Unreadable("sealed text: too long");
        }
        try {
            var header = JSONObjectUtils.parse(JOSEObject.split(jwe)[0].decodeToString());
            // Before the library interprets anything: no other algorithm, no compression, no member that we do not set.
            if (!header(purpose).toJSONObject().equals(header)) {
                throw new Unreadable("sealed text: not dir with A256GCM for this purpose");
            }
            return JWEObject.parse(jwe);
        } catch (ParseException refused) {
            throw new Unreadable("sealed text: not a compact JWE");
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SealedText[redacted]";
    }
}
