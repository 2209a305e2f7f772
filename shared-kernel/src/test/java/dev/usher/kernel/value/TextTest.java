package dev.usher.kernel.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
    /** Unicode's property White_Space, but for the line breaks and tabs. */
    private static final String SPACES = " \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
            + "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    private static final String LINE_BREAKS = "\t\n\u000b\f\r";

    private static String code(Runnable check) {
        try {
            check.run();
            return "fine";
        } catch (InvalidValue invalid) {
            assertThat(invalid.violations()).hasSize(1);
            assertThat(invalid.violations().getFirst().field()).isEqualTo("name");
            return invalid.violations().getFirst().code();
        }
    }

    @Test
    void is_required() {
        assertThat(code(() -> Text.line("name", null, 0, 10))).isEqualTo("required");
        assertThat(code(() -> Text.block("name", null, 0, 10))).isEqualTo("required");
    }

    @Test
    void loses_every_kind_of_white_space_at_its_ends_and_keeps_it_inside() {
        for (var space : (SPACES + LINE_BREAKS).split("", -1)) {
            assertThat(Text.line("name", space + "Ada" + space, 1, 3)).as(space).isEqualTo("Ada");
            assertThat(Text.line("name", space, 0, 3)).isEmpty();
        }
        assertThat(Text.line("name", "Ada \u00a0 Lovelace", 1, 20)).isEqualTo("Ada \u00a0 Lovelace");
        assertThat(Text.line("name", "\u200bAda", 1, 20))
                .as("no white space to Unicode")
                .isEqualTo("\u200bAda");
    }

    @Test
    void is_composed() {
        assertThat(Text.line("name", "Zoe\u0308", 1, 3)).isEqualTo("Zo\u00eb");
        assertThat(Text.line("name", "\u212b", 1, 1)).isEqualTo("\u00c5");
        assertThat(Text.line("name", "\u1100\u1161", 1, 1)).isEqualTo("\uac00");
    }

    @ParameterizedTest
    @CsvSource({"0, too_short", "1, fine", "100, fine", "101, too_long"})
    void is_measured_in_code_points(int length, String code) {
        for (var character : new String[] {"a", "\u00e9", "\u4e2d", "\ud83d\ude00"}) {
            assertThat(code(() -> Text.line("name", character.repeat(length), 1, 100)))
                    .isEqualTo(code);
        }
        // Composed before it is measured.
        assertThat(code(() -> Text.line("name", "e\u0301".repeat(length), 1, 100)))
                .isEqualTo(code);
    }

    @Test
    void is_measured_without_the_spaces_at_its_ends() {
        assertThat(code(() -> Text.line("name", "  a  ", 1, 1))).isEqualTo("fine");
        assertThat(code(() -> Text.line("name", "     ", 1, 5))).isEqualTo("too_short");
    }

    @Test
    void has_no_control_characters() {
        for (var character = 0; character <= 0x9f; character++) {
            if (Character.isISOControl(character)) {
                var text = "a" + (char) character + "b";
                assertThat(code(() -> Text.line("name", text, 1, 10)))
                        .as("U+%04X", character)
                        .isEqualTo("control_character");
            }
        }
        for (var character : new String[] {"\u2028", "\u2029", "\ud800", "\udfff"}) {
            assertThat(code(() -> Text.line("name", "a" + character + "b", 1, 10)))
                    .isEqualTo("control_character");
        }
    }

    @Test
    void a_block_may_have_line_breaks_and_tabs_and_nothing_else() {
        assertThat(Text.block("name", "\na\r\n\tb\nc\n", 1, 10)).isEqualTo("a\r\n\tb\nc");
        for (var character : new String[] {"\0", "\u000b", "\f", "\u001b", "\u007f", "\u0085", "\u2028"}) {
            assertThat(code(() -> Text.block("name", "a" + character + "b", 1, 10)))
                    .isEqualTo("control_character");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_it_accepts_it_would_accept_again_unchanged(long seed) {
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var raw = random.ints(random.nextInt(12), 0, random.nextBoolean() ? 0x250 : 0x11000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            if (code(() -> Text.line("name", raw, 0, 8)).equals("fine")) {
                var clean = Text.line("name", raw, 0, 8);
                assertThat(Text.line("name", clean, 0, 8)).isEqualTo(clean);
                assertThat(Normalizer.isNormalized(clean, Normalizer.Form.NFC)).isTrue();
                assertThat(clean.codePointCount(0, clean.length())).isLessThanOrEqualTo(8);
                assertThat(clean.codePoints().noneMatch(Character::isISOControl))
                        .isTrue();
            }
        }
    }

    @Test
    void a_refusal_does_not_repeat_the_value() {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> Text.line("name", "hunter2", 1, 3))
                .withMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "users:read, users:read",
        "Users:READ, users:read",
        "STRASSE, straße",
        "straſſe, STRASSE",
        "ς, Σ",
        "İ, İ"
    })
    void names_that_differ_only_in_case_are_one(String one, String other) {
        assertThat(Text.fold(one)).isEqualTo(Text.fold(other)).isEqualTo(Text.fold(Text.fold(one)));
    }
}
