package dev.usher.auth.adapter.out.crypto;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.usher.kernel.token.VerificationKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Optional;

/** How public keys are published and stored: with what verifiers need, and nothing else that a file may say of a key. */
final class PublicJwk {
    private static final int ED25519_LENGTH = 32;

    private PublicJwk() {}

    static JWK of(VerificationKey key) {
        var kid = key.id();
        var algorithm = JWSAlgorithm.parse(key.algorithm().headerName());
        return switch (key.key()) {
            case ECPublicKey ec ->
                new ECKey.Builder(Curve.P_256, ec)
                        .keyID(kid)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .build();
            case RSAPublicKey rsa ->
                new RSAKey.Builder(rsa)
                        .keyID(kid)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .build();
            default ->
                new OctetKeyPair.Builder(Curve.Ed25519, point(key))
                        .keyID(kid)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(algorithm)
                        .build();
        };
    }

    /** The X.509 form of an Ed25519 key ends with the point (RFC 8410 §4). */
    private static Base64URL point(VerificationKey key) {
        var encoded = key.key().getEncoded();
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - ED25519_LENGTH, encoded.length));
    }

    /** Empty for what is none that verifies; another version of this service may have stored it. */
    static Optional<VerificationKey> parse(String json) {
        try {
            return Optional.of(VerificationKey.of(JWK.parse(json)));
        } catch (ParseException | IllegalArgumentException | IllegalStateException unknown) {
            return Optional.empty();
        }
    }
}
