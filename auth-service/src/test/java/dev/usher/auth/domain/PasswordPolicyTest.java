package dev.usher.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private final PasswordPolicy policy = new PasswordPolicy(8, 256);
    private final PasswordContext context =
            new PasswordContext(EmailAddress.of("ghopper@example.com"), new PersonName("Grace", "Li"));

    private List<String> codes(String password) {
        return policy.violations("password", TestAccounts.password(password), context).stream()
                .map(Violation::code)
                .toList();
    }

    @Test
    void seven_characters_are_too_few_and_eight_are_enough() {
        assertThat(codes("zvuqkwm")).containsExactly("too_short");
        assertThat(codes("zvuqkwmx")).isEmpty();
    }

    @Test
    void characters_are_code_points() {
        assertThat(codes("\ud83e\udd8a".repeat(7))).containsExactly("too_short");
        assertThat(codes("\ud83e\udd8a".repeat(8))).isEmpty();
    }

    @Test
    void two_hundred_fifty_six_characters_are_enough() {
        assertThat(codes("zvuqkwmx".repeat(32))).isEmpty();
        assertThat(codes("zvuqkwmx".repeat(32) + "y")).containsExactly("too_long");
    }

    @Test
    void fifteen_lower_case_letters_do() {
        assertThat(codes("qjwzkvhtyxbnmpf")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx-ghopper-9", "GHOPPER12345", "i am gRaCe 77", "my-Usher-key", "USHER98765"})
    void what_everybody_knows_is_refused(String password) {
        assertThat(codes(password)).containsExactly("contextual");
    }

    @Test
    void short_words_turn_up_by_chance_and_are_no_reason() {
        assertThat(codes("lizard-quilt-91")).isEmpty();
    }

    @Test
    void a_password_is_at_most_1024_bytes() {
        assertThat(RawPassword.parse("a".repeat(1024))).isPresent();
        assertThat(RawPassword.parse("a".repeat(1025))).isEmpty();
        assertThat(RawPassword.parse("\u20ac".repeat(342))).isEmpty();
    }

    @Test
    void a_password_is_composed_and_not_changed_otherwise() {
        assertThat(TestAccounts.password("u\u0308ber Alles \t ").reveal()).isEqualTo("\u00fcber Alles \t ");
    }

    @Test
    void half_a_character_is_no_password() {
        assertThat(RawPassword.parse("abcdefgh\ud83e")).isEmpty();
        assertThatThrownBy(() -> RawPassword.of("new_password", "abcdefgh\udd8a"))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.violations().getFirst().field())
                                .isEqualTo("new_password"));
    }

    @Test
    void secrets_are_not_printed() {
        assertThat(List.of(
                                TestAccounts.password("secret!!"),
                                new PasswordHash("secret!!"),
                                new AccessToken("secret!!", java.time.Duration.ZERO),
                                new RefreshToken("secret!!"),
                                new SecretHash("secret!!"))
                        .toString())
                .doesNotContain("secret!!");
    }
}
