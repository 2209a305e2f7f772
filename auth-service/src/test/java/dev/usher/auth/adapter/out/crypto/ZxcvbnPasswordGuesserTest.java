package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.PasswordGuesserContract;
import dev.usher.auth.application.port.PasswordGuesser;
import dev.usher.auth.application.port.PasswordGuesser.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZxcvbnPasswordGuesserTest extends PasswordGuesserContract {
    private final PasswordGuesser guesser = new ZxcvbnPasswordGuesser(new HashingPool(TestCrypto.settings(4)));

    @Override
    protected PasswordGuesser guesser() {
        return guesser;
    }

    @Test
    void a_62_a_67_each_of_the_ten_thousand_most_used_is_refused() {
        var list = ZxcvbnPasswordGuesser.mostUsed();
        assertThat(list).hasSize(10_000).startsWith("123456", "password");
        assertThat(list).allSatisfy(password -> assertThat(judge(password)).isEqualTo(Verdict.COMMON));
    }

    @Test
    void keyboards_sequences_dates_and_disguised_words_are_guessable() {
        for (var password :
                List.of("qwertyuiop[]", "abcdefghijklm", "19871987", "p@ssw0rdp@ssw0rd", "12345678901234")) {
            assertThat(judge(password)).as(password).isNotEqualTo(Verdict.HARD);
        }
    }

    @Test
    void the_owners_own_words_are_guessable() {
        assertThat(judge("ghopper1")).isEqualTo(Verdict.GUESSABLE);
        assertThat(judge("hopper99")).isEqualTo(Verdict.GUESSABLE);
    }

    @Test
    void one_hard_part_is_enough_wherever_it_stands() {
        assertThat(judge("a".repeat(40) + "vz!k9wQ2#mUx7rPt")).isEqualTo(Verdict.HARD);
        assertThat(judge("vz!k9wQ2#mUx7rPt" + "a".repeat(40))).isEqualTo(Verdict.HARD);
    }

    @Test
    void a_11_a_131_no_password_keeps_it_busy_for_long() {
        var random = new Random(7);
        var digitsForLetters = "4@8({[<36911|!0$5+7%2xXzZaAeE1";
        judge("to warm it up");
        for (var i = 0; i < 20; i++) {
            var password = new StringBuilder();
            while (password.length() < 256) {
                password.append(digitsForLetters.charAt(random.nextInt(digitsForLetters.length())));
            }
            var before = System.nanoTime();
            judge(password.toString());
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }
}
