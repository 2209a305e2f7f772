package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.LoginChallenge;
import dev.usher.auth.domain.RecoveryCode;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.auth.domain.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpFactorSecretsTest {
    /** That of RFC 6238, appendix B. */
    private static final TotpSecret SECRET =
            new TotpSecret(Base32.encode("12345678901234567890".getBytes(StandardCharsets.US_ASCII)));

    private final TotpFactorSecrets secrets = new TotpFactorSecrets(TestCrypto.pepper());
    private final AccountId account = TestAccounts.newAccount().id();

    private OptionalLong step(String code, long seconds) {
        return secrets.step(account, secrets.seal(account, SECRET), code, Instant.ofEpochSecond(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codes_are_those_of_rfc_6238(long seconds, String code) {
        assertThat(step(code, seconds)).hasValue(seconds / 30);
        // As people and apps write it.
        assertThat(step(code.substring(0, 3) + " " + code.substring(3), seconds))
                .hasValue(seconds / 30);
    }

    @Test
    void a_code_is_good_for_a_step_before_and_after_its_own() {
        var seconds = 1_111_111_110L;
        var step = seconds / 30;
        for (var good : List.of(seconds - 30, seconds, seconds + 29, seconds + 59)) {
            assertThat(step("050471", good)).hasValue(step);
        }
        for (var bad : List.of(seconds - 31, seconds + 60)) {
            assertThat(step("050471", bad)).isEmpty();
        }
    }

    @Test
    void what_is_no_code_is_none() {
        for (var text : List.of("", "05047", "0504711", "05047a", "٠٥٠٤٧١", "-50471", "050471\u0000", "999999")) {
            assertThat(step(text, 1_111_111_111L)).isEmpty();
        }
    }

    @Test
    void a_secret_has_160_random_bits_and_is_sealed_for_its_account() {
        var secret = secrets.newSecret();
        assertThat(secret.reveal())
                .matches("[A-Z2-7]{32}")
                .isNotEqualTo(secrets.newSecret().reveal());
        var sealed = secrets.seal(account, secret);
        assertThat(sealed.text())
                .doesNotContain(secret.reveal())
                .isNotEqualTo(secrets.seal(account, secret).text());
        var other = TestAccounts.newAccount().id();
        assertThatThrownBy(() -> secrets.step(other, sealed, "050471", TestAccounts.NOW))
                .isInstanceOf(IllegalStateException.class);
        var foreign = new TotpFactorSecrets(TestCrypto.pepper("another pepper, just as long as the first"));
        assertThatThrownBy(() -> foreign.step(account, sealed, "050471", TestAccounts.NOW))
                .isInstanceOf(IllegalStateException.class);
        assertThat(secret + " " + sealed + " " + secrets.newRecoveryCode()).doesNotContain(secret.reveal());
    }

    @Test
    void a_77_a_recovery_code_has_80_random_bits_and_is_stored_as_a_hash() {
        var codes = IntStream.range(0, 1_000)
                .mapToObj(i -> secrets.newRecoveryCode())
                .map(RecoveryCode::reveal)
                .toList();
        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}"));
        var code = codes.getFirst();
        var hash = secrets.hash(account, code);
        assertThat(hash).matches("[0-9a-f]{64}");
        assertThat(secrets.hash(
                        account, " " + code.toLowerCase(java.util.Locale.ROOT).replace("-", "")))
                .isEqualTo(hash);
        assertThat(secrets.hash(TestAccounts.newAccount().id(), code)).isNotEqualTo(hash);
    }

    @Test
    void a_challenge_is_read_as_it_was_sealed_and_in_no_other_form() {
        for (var enrol : List.of(true, false)) {
            var challenge = new LoginChallenge(UUID.randomUUID(), account, 7, TestAccounts.NOW, enrol);
            var sealed = secrets.seal(challenge);
            assertThat(secrets.open(sealed)).contains(challenge);
            assertThat(sealed.toString()).doesNotContain(sealed.reveal());
            var text = sealed.reveal();
            for (var i = 0; i < text.length(); i++) {
                var changed = text.substring(0, i) + (text.charAt(i) == 'A' ? 'B' : 'A') + text.substring(i + 1);
                assertThat(secrets.open(new LoginChallenge.Sealed(changed))).isEmpty();
            }
            for (var other : List.of(
                    "",
                    "x",
                    text + "A",
                    text + "=",
                    text.substring(1),
                    secrets.seal(account, SECRET).text())) {
                assertThat(secrets.open(new LoginChallenge.Sealed(other))).isEmpty();
            }
        }
    }

    @Test
    void base32_is_that_of_rfc_4648() {
        assertThat(Base32.encode("fooba".getBytes(StandardCharsets.US_ASCII))).isEqualTo("MZXW6YTB");
        assertThat(Base32.decode("MZXW6YTB")).isEqualTo("fooba".getBytes(StandardCharsets.US_ASCII));
        var all = new byte[] {-1, 0, 127, -128, 1, 2, 3, 4, 5, 6};
        assertThat(Base32.decode(Base32.encode(all))).isEqualTo(all);
    }
}
