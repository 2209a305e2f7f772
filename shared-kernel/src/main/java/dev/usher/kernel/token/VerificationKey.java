package dev.usher.kernel.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * A public key that verifies access tokens, with the one algorithm that its kind has: a token does not choose (RFC 8725
 * §3.1).
 *
 * @param id its {@code kid}
 */
public record VerificationKey(String id, SigningAlgorithm algorithm, PublicKey key) {
    /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410 §4). */
    private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int ED25519_LENGTH = 32;

    /**
     * @param jwk its public part counts
     * @throws IllegalArgumentException says why it is none, after the words "key k1 is"; no value of it in there
     */
    public static VerificationKey of(JWK jwk) {
        var algorithm = SigningAlgorithm.of(jwk);
        if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) {
            throw new IllegalArgumentException("not for signing");
        }
        try {
            return new VerificationKey(jwk.getKeyID(), algorithm, publicKey(jwk));
        } catch (GeneralSecurityException | JOSEException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException("no sound public key", unusable);
        }
    }

    private static PublicKey publicKey(JWK jwk) throws GeneralSecurityException, JOSEException {
        return switch (jwk) {
            case ECKey ec -> ec.toECPublicKey();
            case RSAKey rsa -> rsa.toRSAPublicKey();
            case OctetKeyPair pair -> ed25519(pair.getDecodedX());
            default -> throw new IllegalArgumentException("no public key");
        };
    }

    private static PublicKey ed25519(byte[] point) throws GeneralSecurityException {
        if (point.length != ED25519_LENGTH) {
            throw new IllegalArgumentException("not " + ED25519_LENGTH + " bytes");
        }
        var encoded = new byte[ED25519.length + ED25519_LENGTH];
        System.arraycopy(ED25519, 0, encoded, 0, ED25519.length);
        System.arraycopy(point, 0, encoded, ED25519.length, ED25519_LENGTH);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    public boolean verifies(byte[] input, byte[] signature) {
        return algorithm.verifies(key, input, signature);
    }
}
