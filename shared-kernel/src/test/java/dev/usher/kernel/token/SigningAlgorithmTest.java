package dev.usher.kernel.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TestKeys;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every key has one algorithm, and a token cannot choose another. */
class SigningAlgorithmTest {
    private static final byte[] INPUT = "usher".getBytes(US_ASCII);
    private static final JWK EC = TestIssuer.newKey();
    private static final OctetKeyPair ED = TestKeys.ed25519();
    private static final RSAKey RSA = TestKeys.rsa(3072);

    private final MutableClock clock = MutableClock.at(Instant.parse("2026-03-01T12:00:00Z"));
    private final TestIssuer issuer = new TestIssuer(clock);

    @AfterEach
    void close() {
        issuer.close();
    }

    private static PrivateKey privateKey(JWK key) throws Exception {
        return switch (key) {
            case OctetKeyPair pair ->
                KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, pair.getDecodedD()));
            case RSAKey rsa -> rsa.toRSAPrivateKey();
            default -> key.toECKey().toECPrivateKey();
        };
    }

    @Test
    void every_kind_of_key_signs_in_its_own_way() throws Exception {
        assertThat(List.of(EC, ED, RSA))
                .extracting(SigningAlgorithm::of)
                .containsExactly(SigningAlgorithm.ES256, SigningAlgorithm.EDDSA, SigningAlgorithm.RS256);
        for (var jwk : List.of(EC, ED, RSA)) {
            var key = VerificationKey.of(jwk);
            var signature = key.algorithm().sign(privateKey(jwk), INPUT);
            assertThat(key.verifies(INPUT, signature)).isTrue();
            assertThat(key.verifies("other".getBytes(US_ASCII), signature)).isFalse();
            assertThat(key.verifies(INPUT, Arrays.copyOf(signature, signature.length - 1)))
                    .isFalse();
            assertThat(key.verifies(INPUT, Arrays.copyOf(signature, signature.length + 2)))
                    .isFalse();
            assertThat(key.verifies(INPUT, new byte[signature.length])).isFalse();
            assertThat(key.verifies(INPUT, new byte[0])).isFalse();
        }
    }

    @Test
    void ed25519_is_that_of_rfc_8032() {
        // §7.1, test 2.
        var hex = HexFormat.of();
        var x = hex.parseHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        var signature = hex.parseHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        var key = VerificationKey.of(new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build());
        assertThat(key.verifies(new byte[] {0x72}, signature)).isTrue();
        assertThat(key.verifies(new byte[] {0x73}, signature)).isFalse();
    }

    private static void assertRefused(JWK key, String reason) {
        assertThatThrownBy(() -> VerificationKey.of(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void a_112_other_and_weaker_keys_are_none() throws Exception {
        assertRefused(TestKeys.rsa(2048), "no RSA key of 3072 to 8192 bits");
        assertRefused(new ECKeyGenerator(Curve.P_384).generate(), "no P-256, Ed25519 or RSA key");
        assertRefused(new OctetSequenceKeyGenerator(256).generate(), "no P-256, Ed25519 or RSA key");
        assertRefused(new OctetKeyPair.Builder(Curve.X25519, ED.getX()).build(), "no P-256, Ed25519 or RSA key");
        assertRefused(
                new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(new byte[31])).build(), "no sound public key");
        assertRefused(new RSAKey.Builder(RSA).algorithm(JWSAlgorithm.PS256).build(), "not for RS256");
        assertRefused(new OctetKeyPair.Builder(ED).algorithm(JWSAlgorithm.ES256).build(), "not for EdDSA");
        assertRefused(new RSAKey.Builder(RSA).keyUse(KeyUse.ENCRYPTION).build(), "not for signing");
    }

    private AccessTokenVerifier verifier(String... algorithms) {
        var settings = new TokenSettings(
                issuer.issuer(),
                issuer.audience(),
                null,
                List.of(algorithms),
                Duration.ofHours(1),
                Duration.ofSeconds(30));
        KeySource keys = kid -> Optional.of(List.of(EC, ED, RSA)).stream()
                .flatMap(List::stream)
                .map(VerificationKey::of)
                .filter(key -> key.id().equals(kid))
                .findFirst();
        return new AccessTokenVerifier(keys, settings, new CutoffFeed(settings, clock), clock);
    }

    /** Signed by the key in its own way, under whatever name. */
    private String token(JWK key, String algorithm) {
        return issuer.custom()
                .header("kid", key.getKeyID())
                .header("alg", algorithm)
                .mint(bytes -> {
                    try {
                        return SigningAlgorithm.of(key).sign(privateKey(key), bytes);
                    } catch (Exception unusable) {
                        throw new IllegalStateException(unusable);
                    }
                });
    }

    @Test
    void a_101_a_token_is_verified_as_its_key_has_it_and_not_as_it_says_itself() {
        var all = verifier("ES256", "EdDSA", "RS256");
        for (var key : List.of(EC, ED, RSA)) {
            var name = SigningAlgorithm.of(key).headerName();
            assertThat(all.verify(token(key, name))).isPresent();
            for (var other : List.of(
                    "ES256", "EdDSA", "Ed25519", "RS256", "PS256", "ES384", "RS512", "HS256", "none", "EDDSA",
                    "es256")) {
                if (!other.equals(name)) {
                    assertThat(all.verify(token(key, other)))
                            .as(name + " as " + other)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void a_101_a_setting_names_the_algorithms_that_count() {
        var elliptic = verifier("ES256");
        assertThat(elliptic.verify(token(EC, "ES256"))).isPresent();
        assertThat(elliptic.verify(token(ED, "EdDSA"))).isEmpty();
        assertThat(elliptic.verify(token(RSA, "RS256"))).isEmpty();
        try (var app = TokenApp.alone(issuer, "usher.token.algorithms", "ES256,EdDSA")) {
            assertThat(app.bean(TokenSettings.class).accepted())
                    .containsExactlyInAnyOrder(SigningAlgorithm.ES256, SigningAlgorithm.EDDSA);
        }
        try (var app = TokenApp.alone(issuer)) {
            assertThat(app.bean(TokenSettings.class).accepted()).containsExactlyInAnyOrder(SigningAlgorithm.values());
        }
        for (var wrong : List.of("HS256", "none", "ES256,RS512", "es256")) {
            assertThatThrownBy(() -> TokenApp.alone(issuer, "usher.token.algorithms", wrong)
                            .close())
                    .rootCause()
                    .hasMessage("TOKEN_ALGORITHMS must be one or more of ES256, EdDSA, RS256");
        }
    }
}
