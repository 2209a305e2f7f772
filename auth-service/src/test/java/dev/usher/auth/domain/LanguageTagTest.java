package dev.usher.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.value.InvalidValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTagTest {
    @ParameterizedTest
    @CsvSource({"en, en", "DE-de, de-DE", "zh-hant-tw, zh-Hant-TW", "fr-CA, fr-CA", "sl-rozaj-biske, sl-rozaj-biske"})
    void takes_language_tags_in_their_canonical_case(String given, String canonical) {
        assertThat(LanguageTag.of(given).value()).isEqualTo(canonical);
    }

    @Test
    void english_when_nothing_is_said() {
        assertThat(LanguageTag.of(null).value()).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "e", "english!", "en_US", "en-", "x-private", "-en", "en-US-en-US-en-US-en-US-en-US-en-US-en"
            })
    void refuses_what_is_none(String nonsense) {
        assertThatThrownBy(() -> LanguageTag.of(nonsense)).isInstanceOf(InvalidValue.class);
    }
}
