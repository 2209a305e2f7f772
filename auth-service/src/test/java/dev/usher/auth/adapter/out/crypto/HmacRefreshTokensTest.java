package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.RefreshTokensContract;
import dev.usher.auth.application.port.RefreshTokens;
import dev.usher.auth.domain.RefreshToken;
import java.util.Base64;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class HmacRefreshTokensTest extends RefreshTokensContract {
    private final HmacRefreshTokens tokens = new HmacRefreshTokens(TestCrypto.pepper());

    @Override
    protected RefreshTokens tokens() {
        return tokens;
    }

    @Test
    void s_24_no_bit_of_a_token_can_be_changed() {
        var bytes = Base64.getUrlDecoder().decode(tokens.first(session).token().reveal());
        for (var bit = 0; bit < bytes.length * 8; bit++) {
            var changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            var text = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(tokens.read(new RefreshToken(text))).as("bit %d", bit).isEmpty();
        }
    }

    @Test
    void s_24_no_other_spelling_of_a_token_is_read() {
        var text = tokens.first(session).token().reveal();
        assertThat(text).hasSize(114).matches("[A-Za-z0-9_-]+");
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=";
        for (var i = 0; i < alphabet.length(); i++) {
            var spelling = text.substring(0, text.length() - 1) + alphabet.charAt(i);
            assertThat(tokens.read(new RefreshToken(spelling)).isPresent()).isEqualTo(spelling.equals(text));
        }
    }

    @Test
    void a_82_ten_thousand_secrets_are_all_different_and_look_random() {
        var seen = new HashSet<String>();
        var counts = new int[256];
        for (var i = 0; i < 10_000; i++) {
            var token = tokens.first(session).token().reveal();
            assertThat(seen.add(token)).isTrue();
            var bytes = Base64.getUrlDecoder().decode(token);
            for (var b = 21; b < 53; b++) {
                counts[bytes[b] & 0xff]++;
            }
        }
        var expected = 10_000 * 32 / 256.0;
        var chiSquare = 0.0;
        for (var count : counts) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        // 255 degrees of freedom: one time in a million outside of these.
        assertThat(chiSquare).isBetween(155.0, 375.0);
    }

    @Test
    void another_pepper_makes_other_tokens() {
        var stranger = new HmacRefreshTokens(TestCrypto.pepper("another pepper, which is as long as that"));
        var token = tokens.first(session).token();
        assertThat(stranger.read(token)).isEmpty();
        assertThat(tokens.read(stranger.first(session).token())).isEmpty();
    }

    @Test
    void the_successor_follows_from_the_secret_and_our_key_alone() {
        var again = new HmacRefreshTokens(TestCrypto.pepper());
        var token = tokens.first(session).token();
        assertThat(again.read(token)).isEqualTo(tokens.read(token));
    }
}
