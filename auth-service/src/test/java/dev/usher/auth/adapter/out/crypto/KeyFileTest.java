package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.usher.auth.TestSigningKeys;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TestKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a key set file has to be. */
class KeyFileTest {
    private static List<SigningKey> read(Path file) {
        return new KeyFile(file).read();
    }

    private static KeyRing keys(Path file) {
        var timing = new KeyRing.Timing(Duration.ofMinutes(1), Duration.ofMinutes(15));
        return KeyRing.of(read(file), timing, TestAccounts.NOW);
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the key set at SIGNING_KEYS_PATH does not do: " + reason)
                .hasNoCause();
    }

    private static ECKey withOperations(ECKey key, KeyOperation operation) {
        return new ECKey.Builder(key)
                .keyUse(null)
                .keyOperations(Set.of(operation))
                .build();
    }

    @Test
    void the_first_private_key_signs() {
        var first = TestIssuer.newKey();
        var second = TestIssuer.newKey();
        assertThat(keys(TestSigningKeys.file(first, second)).signing().kid()).isEqualTo(first.getKeyID());
        assertThat(keys(TestSigningKeys.file(first.toPublicJWK(), second))
                        .signing()
                        .kid())
                .isEqualTo(second.getKeyID());
    }

    @Test
    void a_key_that_only_verifies_does_not_sign_and_stays_published() {
        var retired = withOperations(TestIssuer.newKey(), KeyOperation.VERIFY);
        var current = withOperations(TestIssuer.newKey(), KeyOperation.SIGN);
        var keys = keys(TestSigningKeys.file(retired, current));
        assertThat(keys.signing().kid()).isEqualTo(current.getKeyID());
        assertThat(keys.key(retired.getKeyID())).isPresent();
        assertThat(keys.kids()).containsExactly(retired.getKeyID(), current.getKeyID());
    }

    @Test
    void only_public_parts_are_published() {
        var key = TestIssuer.newKey();
        var jwks = keys(TestSigningKeys.file(key)).published().jwkSet();
        assertThat(jwks.toString())
                .contains(key.getKeyID(), key.getX().toString(), "ES256", "sig")
                .doesNotContain(key.getD().toString());
        assertThat(keys(TestSigningKeys.file(key)).key("another")).isEmpty();
    }

    @Test
    void what_is_no_key_set_is_refused_without_a_word_of_it() {
        assertRefused(Path.of("/nowhere/keys.json"), "it cannot be read");
        assertRefused(TestSigningKeys.file(""), "it is not a JWK set");
        assertRefused(TestSigningKeys.file("secret stuff"), "it is not a JWK set");
        assertRefused(TestSigningKeys.file("{}"), "it is not a JWK set");
        assertRefused(TestSigningKeys.file("{\"keys\":[]}"), "no private key may sign");
    }

    @Test
    void a_set_without_a_key_that_signs_is_refused() {
        assertRefused(TestSigningKeys.file(TestIssuer.newKey().toPublicJWK()), "no private key may sign");
        assertRefused(
                TestSigningKeys.file(withOperations(TestIssuer.newKey(), KeyOperation.VERIFY)),
                "no private key may sign");
    }

    @Test
    void every_kind_of_key_may_sign_and_shows_its_algorithm() {
        for (var key : List.of(TestIssuer.newKey(), TestKeys.ed25519(), TestKeys.rsa(3072))) {
            var keys = keys(TestSigningKeys.file(key));
            assertThat(keys.signing().kid()).isEqualTo(key.getKeyID());
            var published = JWK.class.cast(key).toPublicJWK().toJSONObject();
            published.put("use", "sig");
            published.put("alg", keys.signing().verification().algorithm().headerName());
            assertThat(keys.published().jwkSet()).isEqualTo(Map.of("keys", List.of(published)));
        }
    }

    @Test
    void a_112_other_and_weaker_kinds_of_keys_are_refused() throws Exception {
        var rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        assertRefused(TestSigningKeys.file(rsa), "key rsa is no RSA key of 3072 to 8192 bits");
        var secret = new OctetSequenceKeyGenerator(256).keyID("hmac").generate();
        assertRefused(TestSigningKeys.file(secret), "key hmac is no P-256, Ed25519 or RSA key");
        var p384 = new ECKeyGenerator(Curve.P_384).keyID("p384").generate();
        assertRefused(TestSigningKeys.file(p384), "key p384 is no P-256, Ed25519 or RSA key");
    }

    @Test
    void a_key_for_something_else_is_refused() throws Exception {
        var encryption = new ECKeyGenerator(Curve.P_256)
                .keyID("enc")
                .keyUse(KeyUse.ENCRYPTION)
                .generate();
        assertRefused(TestSigningKeys.file(encryption), "key enc is not for signing");
        var other = new ECKeyGenerator(Curve.P_256)
                .keyID("other")
                .algorithm(JWSAlgorithm.ES384)
                .generate();
        assertRefused(TestSigningKeys.file(other), "key other is not for ES256");
    }

    @Test
    void keys_need_ids_of_their_own() throws Exception {
        assertRefused(
                TestSigningKeys.file(new ECKeyGenerator(Curve.P_256).generate()),
                "a key has no kid of 1 to 200 characters");
        var one = new ECKeyGenerator(Curve.P_256).keyID("same").generate();
        var two = new ECKeyGenerator(Curve.P_256).keyID("same").generate();
        assertRefused(TestSigningKeys.file(one, two), "two keys have the kid same");
    }

    @Test
    void two_halves_of_different_keys_are_refused() {
        var one = TestIssuer.newKey();
        var two = TestIssuer.newKey();
        var mixed =
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"mixed\",\"x\":\"%s\",\"y\":\"%s\",\"d\":\"%s\"}]}"
                        .formatted(one.getX(), one.getY(), two.getD());
        assertRefused(TestSigningKeys.file(mixed), "key mixed is no pair: its two halves do not belong together");
    }

    @Test
    void nothing_secret_is_printed() {
        var key = TestIssuer.newKey();
        assertThat(read(TestSigningKeys.file(key)).toString()).isEqualTo("[SigningKey[" + key.getKeyID() + "]]");
    }
}
