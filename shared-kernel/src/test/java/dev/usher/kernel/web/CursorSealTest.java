package dev.usher.kernel.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorSealTest {
    private static final byte[] CONTENT = "name,-created_at".getBytes(StandardCharsets.UTF_8);

    private final CursorSeal seal = new CursorSeal(key(1));

    private static byte[] key(int value) {
        var key = new byte[32];
        Arrays.fill(key, (byte) value);
        return key;
    }

    @Test
    void what_was_sealed_is_opened_again() {
        assertThat(seal.open(seal.seal(CONTENT))).contains(CONTENT);
        assertThat(seal.open(seal.seal(new byte[0]))).contains(new byte[0]);
        assertThat(seal.seal(CONTENT)).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void M_10_no_changed_character_goes_unnoticed() {
        var cursor = seal.seal(CONTENT);
        for (var index = 0; index < cursor.length(); index++) {
            for (var other : new char[] {'A', 'B', '-', '=', '+', ' '}) {
                if (cursor.charAt(index) != other) {
                    assertThat(seal.open(cursor.substring(0, index) + other + cursor.substring(index + 1)))
                            .isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "AAAA", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\u0000"})
    void nonsense_is_no_cursor(String text) {
        assertThat(seal.open(text)).isEmpty();
        assertThat(seal.open(seal.seal(CONTENT) + text + "A")).isEmpty();
        assertThat(seal.open("A".repeat(100_000))).isEmpty();
    }

    @Test
    void another_key_opens_nothing() {
        assertThat(new CursorSeal(key(2)).open(seal.seal(CONTENT))).isEmpty();
    }

    @Test
    void a_short_key_is_refused() {
        assertThatThrownBy(() -> new CursorSeal(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
