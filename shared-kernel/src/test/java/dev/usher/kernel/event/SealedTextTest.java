package dev.usher.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.util.Base64URL;
import io.micronaut.context.ApplicationContext;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTextTest {
    private static final String RESET = "user:password-reset-requested";
    private static final String VERIFY = "user:email-verification-requested";
    private static final String TOKEN = "a-token-that-nobody-else-may-read";
    private static final String FORM = "sealed text: not dir with A256GCM for this purpose";
    private static final SealedText SEALED = sealedBy((byte) 1);

    private static SealedText sealedBy(byte fill) {
        return new SealedText(new SealedTextSettings(Base64.getEncoder().encodeToString(bytes(32, fill))));
    }

    private static byte[] bytes(int length, byte fill) {
        var key = new byte[length];
        java.util.Arrays.fill(key, fill);
        return key;
    }

    private static SecretKey key() {
        return new SecretKeySpec(bytes(32, (byte) 1), "AES");
    }

    private static JWEHeader.Builder header(JWEAlgorithm algorithm, EncryptionMethod method) {
        return new JWEHeader.Builder(algorithm, method).type(new JOSEObjectType(RESET));
    }

    private static String jwe(JWEHeader header, JWEEncrypter encrypter) throws JOSEException {
        var jwe = new JWEObject(header, new Payload(TOKEN));
        jwe.encrypt(encrypter);
        return jwe.serialize();
    }

    private static String refusal(String jwe) {
        return catchThrowableOfType(Unreadable.class, () -> SEALED.open(jwe, RESET))
                .reason();
    }

    @Test
    void d_8_what_was_sealed_opens_for_its_purpose_and_shows_nothing_before() throws Unreadable {
        var sealed = SEALED.seal(TOKEN, RESET);

        assertThat(SEALED.open(sealed, RESET)).isEqualTo(TOKEN);
        assertThat(sealed).matches("[\\w-]+\\.\\.[\\w-]+\\.[\\w-]+\\.[\\w-]+").doesNotContain(TOKEN);
        assertThat(Base64URL.from(sealed.split("\\.", -1)[0]).decodeToString())
                .isEqualTo("{\"typ\":\"" + RESET + "\",\"enc\":\"A256GCM\",\"alg\":\"dir\"}");
        assertThat(SEALED.seal("jürgen@exämple.example.com", "user:deleted"))
                .satisfies(
                        text -> assertThat(SEALED.open(text, "user:deleted")).isEqualTo("jürgen@exämple.example.com"));
    }

    @Test
    void the_same_text_never_looks_the_same() {
        assertThat(SEALED.seal(TOKEN, RESET)).isNotEqualTo(SEALED.seal(TOKEN, RESET));
    }

    @ParameterizedTest
    @ValueSource(strings = {VERIFY, "USER:PASSWORD-RESET-REQUESTED", "user:password-reset", ""})
    void what_was_sealed_for_another_purpose_does_not_open(String purpose) {
        assertThatThrownBy(() -> SEALED.open(SEALED.seal(TOKEN, RESET), purpose))
                .isInstanceOf(Unreadable.class)
                .hasMessage(FORM);
    }

    @Test
    void another_key_does_not_open() {
        assertThat(refusal(sealedBy((byte) 2).seal(TOKEN, RESET)))
                .isEqualTo("sealed text: altered, or sealed with another key");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void an_altered_part_does_not_open(int part) {
        var parts = SEALED.seal(TOKEN, RESET).split("\\.", -1);
        parts[part] = (parts[part].charAt(0) == 'A' ? 'B' : 'A') + parts[part].substring(1);
        assertThat(refusal(String.join(".", parts))).isEqualTo("sealed text: altered, or sealed with another key");
    }

    @Test
    void a_header_put_in_place_of_another_does_not_open() {
        var reset = SEALED.seal(TOKEN, RESET).split("\\.", -1);
        var verify = SEALED.seal(TOKEN, VERIFY).split("\\.", -1);
        verify[0] = reset[0];
        assertThat(refusal(String.join(".", verify))).isEqualTo("sealed text: altered, or sealed with another key");
    }

    @Test
    void an_encrypted_key_where_there_is_none_does_not_open() {
        var parts = SEALED.seal(TOKEN, RESET).split("\\.", -1);
        parts[1] = "AAAA";
        assertThat(refusal(String.join(".", parts))).isEqualTo("sealed text: altered, or sealed with another key");
    }

    @Test
    void only_dir_with_a256gcm_is_tried_even_under_the_right_key() throws JOSEException {
        var gcm = EncryptionMethod.A256GCM;
        var direct = new DirectEncrypter(key());
        assertThat(refusal(jwe(header(JWEAlgorithm.A256KW, gcm).build(), new AESEncrypter(key()))))
                .isEqualTo(FORM);
        assertThat(refusal(jwe(
                        header(JWEAlgorithm.PBES2_HS256_A128KW, gcm).build(),
                        new PasswordBasedEncrypter("password", 8, 1000))))
                .isEqualTo(FORM);
        assertThat(refusal(jwe(
                        header(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256).build(), direct)))
                .isEqualTo(FORM);
        assertThat(refusal(jwe(
                        header(JWEAlgorithm.DIR, gcm)
                                .compressionAlgorithm(CompressionAlgorithm.DEF)
                                .build(),
                        direct)))
                .isEqualTo(FORM);
        assertThat(refusal(jwe(header(JWEAlgorithm.DIR, gcm).keyID("other").build(), direct)))
                .isEqualTo(FORM);
        assertThat(refusal(jwe(new JWEHeader.Builder(JWEAlgorithm.DIR, gcm).build(), direct)))
                .isEqualTo(FORM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "....", "a.b.c.d.e", "plain", "a.b.c"})
    void what_is_no_jwe_is_unreadable_and_is_not_repeated(String text) {
        assertThat(refusal(text)).isEqualTo("sealed text: not a compact JWE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"e30..AA.AA.AA", "W10..AA.AA.AA", "bnVsbA..AA.AA.AA", "e30.e30.", "eyJhbGciOm51bGx9..AA.AA.AA"})
    void a_header_that_the_library_would_stumble_over_never_reaches_it(String text) {
        assertThat(refusal(text)).isEqualTo(FORM);
    }

    @Test
    void both_directions_have_a_limit() {
        assertThat(refusal("a".repeat(9_000))).isEqualTo("sealed text: too long");
        var long_ = "a".repeat(9_000);
        assertThatThrownBy(() -> SEALED.seal(long_, RESET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(long_);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8=",
                "+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8",
                "-_8B-_8B-_8B-_8B-_8B-_8B-_8B-_8B-_8B-_8B-_8=",
                " -_8B-_8B-_8B-_8B-_8B-_8B-_8B-_8B-_8B-_8B-_8\n"
            })
    void a_key_may_be_written_in_either_base64(String text) throws Unreadable {
        var one = new SealedText(new SealedTextSettings("+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8B+/8="));
        assertThat(new SealedText(new SealedTextSettings(text)).open(one.seal(TOKEN, RESET), RESET))
                .isEqualTo(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2VjcmV0", "a secret that is no base64 at all, but long enough", "====="})
    void f_op_6_any_other_key_stops_the_start_and_is_not_printed(String text) {
        assertThatThrownBy(() -> new SealedTextSettings(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MAIL_TOKEN_KEY must be 32 bytes in base64");
    }

    @Test
    void a_derived_key_is_of_its_purpose_and_of_the_key() {
        assertThat(SEALED.derive("a")).hasSize(32).isEqualTo(sealedBy((byte) 1).derive("a"));
        assertThat(SEALED.derive("a")).isNotEqualTo(SEALED.derive("b"));
        assertThat(SEALED.derive("a")).isNotEqualTo(sealedBy((byte) 2).derive("a"));
        assertThat(SEALED.derive("a")).isNotEqualTo(bytes(32, (byte) 1));
    }

    @Test
    void z_9_nothing_prints_the_key() {
        var settings = new SealedTextSettings(Base64.getEncoder().encodeToString(bytes(32, (byte) 1)));
        assertThat(settings).hasToString("SealedTextSettings[redacted]");
        assertThat(SEALED).hasToString("SealedText[redacted]");
    }

    private static ApplicationContext start(Map<String, Object> more) {
        var settings = new HashMap<String, Object>(Map.of(
                "usher.service", "sample-service",
                "datasources.default.enabled", "false",
                "usher.kafka.enabled", "false",
                "usher.token.issuer", "https://issuer.example.com",
                "usher.token.audience", "usher"));
        settings.putAll(more);
        return ApplicationContext.run(settings, "test");
    }

    @Test
    void only_a_service_with_the_key_can_seal_and_open() throws Unreadable {
        try (var without = start(Map.of());
                var with = start(Map.of(
                        "usher.event.mail-token-key", Base64.getEncoder().encodeToString(bytes(32, (byte) 1))))) {
            assertThat(without.findBean(SealedText.class)).isEmpty();
            assertThat(with.getBean(SealedText.class).open(SEALED.seal(TOKEN, RESET), RESET))
                    .isEqualTo(TOKEN);
        }
    }

    @Test
    void f_op_6_a_service_does_not_start_with_a_key_that_does_not_do() {
        assertThatThrownBy(() ->
                        start(Map.of("usher.event.mail-token-key", "c2VjcmV0")).close())
                .hasStackTraceContaining("ConfigurationException: MAIL_TOKEN_KEY must be 32 bytes in base64");
    }
}
