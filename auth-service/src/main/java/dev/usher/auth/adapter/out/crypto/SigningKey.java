package dev.usher.auth.adapter.out.crypto;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import dev.usher.kernel.token.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * A key of the key set file. Secret.
 *
 * @param verification its public half
 * @param signing its private half; null for one that signs no more
 * @param revoked not to be believed any more, from now on
 */
record SigningKey(VerificationKey verification, @Nullable PrivateKey signing, boolean revoked) {
    private static final byte[] PROBE = "usher".getBytes(StandardCharsets.US_ASCII);

    /** @throws IllegalArgumentException says why the key does not do, without any value of it */
    static SigningKey of(JWK jwk) {
        var kid = jwk.getKeyID();
        if (kid == null || kid.isBlank() || kid.length() > 200) {
            throw new IllegalArgumentException("a key has no kid of 1 to 200 characters");
        }
        try {
            var key = new SigningKey(
                    VerificationKey.of(jwk), maySign(jwk) ? privateKey(jwk) : null, jwk.getKeyRevocation() != null);
            if (!key.belongsTogether()) {
                throw new IllegalArgumentException("no pair: its two halves do not belong together");
            }
            return key;
        } catch (JOSEException | GeneralSecurityException unusable) {
            // Without the cause, which may quote the key.
            throw new IllegalArgumentException("key " + kid + " is no sound private key");
        } catch (IllegalArgumentException unusable) {
            throw new IllegalArgumentException("key " + kid + " is " + unusable.getMessage());
        }
    }

    private static boolean maySign(JWK jwk) {
        var operations = jwk.getKeyOperations();
        return jwk.isPrivate() && (operations == null || operations.contains(KeyOperation.SIGN));
    }

    private static PrivateKey privateKey(JWK jwk) throws JOSEException, GeneralSecurityException {
        return switch (jwk) {
            case ECKey ec -> ec.toECPrivateKey();
            case RSAKey rsa -> rsa.toRSAPrivateKey();
            case OctetKeyPair pair ->
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, pair.getDecodedD()));
            default -> throw new IllegalArgumentException("of no kind that signs");
        };
    }

    /** A key whose published half does not fit would make every token invalid everywhere. */
    private boolean belongsTogether() {
        return signing == null || verification.verifies(PROBE, sign(PROBE));
    }

    String kid() {
        return verification.id();
    }

    boolean maySign() {
        return signing != null && !revoked;
    }

    byte[] sign(byte[] input) {
        if (signing == null) {
            throw new IllegalStateException("key " + kid() + " signs no more");
        }
        return verification.algorithm().sign(signing, input);
    }

    @Override
    public String toString() {
        return "SigningKey[" + kid() + "]";
    }
}
