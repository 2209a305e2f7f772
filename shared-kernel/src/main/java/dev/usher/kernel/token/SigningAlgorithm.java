package dev.usher.kernel.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;

/**
 * How access tokens may be signed (RFC 7518 §3.1, RFC 8037 §3.1): with 128 bits of strength or more, and never with a
 * secret that verifiers know as well. Each kind of key has one of them. The JDK does the work.
 */
public enum SigningAlgorithm {
    /** ECDSA on P-256. */
    ES256("ES256", "SHA256withECDSAinP1363Format"),
    /** Ed25519. */
    EDDSA("EdDSA", "Ed25519"),
    /** RSASSA-PKCS1-v1_5, with 3072 to 8192 bits. */
    RS256("RS256", "SHA256withRSA");

    private static final int LEAST_RSA = 3072;
    /** A larger one costs every verifier more than it is worth. */
    private static final int LARGEST_RSA = 8192;

    private static final int SHORT_SIGNATURE = 64;

    private final String headerName;
    private final String jca;

    SigningAlgorithm(String headerName, String jca) {
        this.headerName = headerName;
        this.jca = jca;
    }

    /**
     * That of this kind of key.
     *
     * @throws IllegalArgumentException says why there is none, after the words "key k1 is"
     */
    static SigningAlgorithm of(JWK key) {
        var algorithm = switch (key) {
            case ECKey ec when Curve.P_256.equals(ec.getCurve()) -> ES256;
            case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> EDDSA;
            case RSAKey rsa when rsa.size() >= LEAST_RSA && rsa.size() <= LARGEST_RSA -> RS256;
            case RSAKey rsa ->
                throw new IllegalArgumentException("no RSA key of " + LEAST_RSA + " to " + LARGEST_RSA + " bits");
            default -> throw new IllegalArgumentException("no P-256, Ed25519 or RSA key");
        };
        if (key.getAlgorithm() != null && !algorithm.isNamed(key.getAlgorithm().getName())) {
            throw new IllegalArgumentException("not for " + algorithm.headerName());
        }
        return algorithm;
    }

    /** A key may also say which curve it is for (RFC 9864 §2.2); the JDK calls that the same. */
    private boolean isNamed(String name) {
        return name.equals(headerName) || (this == EDDSA && name.equals(jca));
    }

    /** That with this name in a token's header. */
    static Optional<SigningAlgorithm> named(String headerName) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.headerName.equals(headerName))
                .findFirst();
    }

    /** The value of {@code alg}. */
    public String headerName() {
        return headerName;
    }

    /** @throws IllegalArgumentException when the key is not for this algorithm */
    public byte[] sign(PrivateKey key, byte[] input) {
        try {
            var signature = Signature.getInstance(jca);
            signature.initSign(key);
            signature.update(input);
            return signature.sign();
        } catch (InvalidKeyException wrongKey) {
            throw new IllegalArgumentException("the key is not for " + headerName(), wrongKey);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("no signature could be made", failure);
        }
    }

    boolean verifies(PublicKey key, byte[] input, byte[] signed) {
        // The JDK also takes longer spellings of the two numbers of an ECDSA signature; one signature has one spelling.
        if (this != RS256 && signed.length != SHORT_SIGNATURE) {
            return false;
        }
        try {
            var signature = Signature.getInstance(jca);
            signature.initVerify(key);
            signature.update(input);
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException refused) {
            return false;
        } catch (GeneralSecurityException everyJdkHasThis) {
            throw new IllegalStateException(everyJdkHasThis);
        }
    }

    /** The names of all, for settings and messages. */
    static String all() {
        return String.join(
                ", ", Arrays.stream(values()).map(SigningAlgorithm::headerName).toList());
    }
}
