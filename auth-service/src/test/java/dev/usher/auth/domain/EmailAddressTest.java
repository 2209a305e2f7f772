package dev.usher.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "someone@example.com, someone@example.com",
        "SomeOne@Example.COM, someone@example.com",
        "first.last+tag@mail.example.co, first.last+tag@mail.example.co",
        "x@b\u00fccher.example, x@xn--bcher-kva.example",
        "x@B\u00dcCHER.example, x@xn--bcher-kva.example",
        "x@xn--bcher-kva.example, x@xn--bcher-kva.example",
        "x@XN--BCHER-KVA.example, x@xn--bcher-kva.example",
        "x@bu\u0308cher.example, x@xn--bcher-kva.example",
        "\u212aelvin@example.com, kelvin@example.com",
        "x@example\u3002com, x@example.com",
        "x@\uff45xample.com, x@example.com"
    })
    void every_spelling_has_one_key(String spelling, String key) {
        assertThat(EmailAddress.of(spelling).key()).isEqualTo(key);
    }

    @Test
    void the_spelling_given_is_kept_but_for_white_space_around_it() {
        assertThat(EmailAddress.of(" Some.One@Example.com\u00a0").given()).isEqualTo("Some.One@Example.com");
    }

    @Test
    void two_spellings_of_one_address_are_equal() {
        assertThat(EmailAddress.of("A@Example.com"))
                .isEqualTo(EmailAddress.of("a@example.COM"))
                .hasSameHashCodeAs(EmailAddress.of("a@example.COM"))
                .isNotEqualTo(EmailAddress.of("b@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "@example.com",
                "a@",
                "a@b",
                "a@@example.com",
                "a@b@example.com",
                "a b@example.com",
                "a@exa mple.com",
                ".a@example.com",
                "a.@example.com",
                "a..b@example.com",
                "\"a b\"@example.com",
                "a(comment)@example.com",
                "a@[192.0.2.1]",
                "a@192.0.2.1",
                "a@-example.com",
                "a@example-.com",
                "a@.example.com",
                "a@example.com.",
                "a@example..com",
                "a@exam_ple.com",
                "a,b@example.com",
                "a@example.com,b@example.com",
                "<a@example.com>",
                "\u00fcmlaut@example.com",
                "a@stra\u00dfe.example",
                "a@fo\u200do.example",
                "a@xn--a.example",
                "a\uff20example.com"
            })
    void what_cannot_be_mailed_is_refused(String nonsense) {
        assertThat(EmailAddress.parse(nonsense)).isEmpty();
        assertThatThrownBy(() -> EmailAddress.of(nonsense))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.violations().getFirst().field())
                                .isEqualTo("email"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.com\r\nBcc: b@example.com",
                "a\n@example.com",
                "a@exa\tmple.com",
                "a\u0000@example.com"
            })
    void line_breaks_and_controls_are_refused(String nonsense) {
        assertThat(EmailAddress.parse(nonsense)).isEmpty();
    }

    static Stream<String> tooLong() {
        return Stream.of(
                "a".repeat(65) + "@example.com",
                "a@" + "b".repeat(64) + ".example",
                "a@" + "b.".repeat(130) + "example",
                // Short as written, too long in punycode.
                "a@" + "\u6f22\u5b57".repeat(12) + "." + "\u6f22\u5b57".repeat(12)
                        + ("." + "\u6f22\u5b57".repeat(12)).repeat(5) + ".example");
    }

    @ParameterizedTest
    @MethodSource
    void tooLong(String address) {
        assertThat(EmailAddress.parse(address)).isEmpty();
    }

    @Test
    void the_longest_address_is_accepted_and_one_more_character_is_not() {
        var domain = "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(63) + ".co";
        var longest = "a".repeat(EmailAddress.MAX_LENGTH - domain.length() - 1) + "@" + domain;
        assertThat(longest).hasSize(254);
        assertThat(EmailAddress.of(longest).key()).isEqualTo(longest);
        assertThat(EmailAddress.parse("a" + longest)).isEmpty();
    }

    @Test
    void a_missing_address_is_required() {
        assertThatThrownBy(() -> EmailAddress.of(null))
                .isInstanceOfSatisfying(
                        InvalidValue.class,
                        invalid -> assertThat(invalid.violations().getFirst().code())
                                .isEqualTo("required"));
    }

    @Test
    void fifty_thousand_characters_are_refused_in_no_time() {
        var monster = "a.".repeat(25_000) + "@example.com";
        Assertions.assertTimeout(Duration.ofMillis(200), () -> EmailAddress.parse(monster));
        Assertions.assertTimeout(Duration.ofMillis(200), () -> EmailAddress.parse("a@" + "b-".repeat(25_000)));
    }
}
