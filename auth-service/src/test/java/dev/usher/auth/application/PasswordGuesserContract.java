package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.PasswordGuesser;
import dev.usher.auth.application.port.PasswordGuesser.Verdict;
import dev.usher.auth.domain.EmailAddress;
import dev.usher.auth.domain.PasswordContext;
import dev.usher.auth.domain.TestAccounts;
import org.junit.jupiter.api.Test;

/** What every guesser of passwords promises. */
public abstract class PasswordGuesserContract {
    protected final PasswordContext context =
            new PasswordContext(EmailAddress.of("ghopper@example.com"), TestAccounts.NAME);

    protected abstract PasswordGuesser guesser();

    protected final Verdict judge(String password) {
        return guesser().judge(TestAccounts.password(password), context);
    }

    @Test
    void the_most_used_passwords_are_common_in_any_case() {
        assertThat(judge("password1")).isEqualTo(Verdict.COMMON);
        assertThat(judge("Sunshine1")).isEqualTo(Verdict.COMMON);
    }

    @Test
    void one_character_over_and_over_is_guessable() {
        assertThat(judge("aaaaaaaaaaaaaaaa")).isEqualTo(Verdict.GUESSABLE);
        assertThat(judge("a".repeat(256))).isEqualTo(Verdict.GUESSABLE);
    }

    @Test
    void unrelated_words_are_hard() {
        assertThat(judge("correct horse battery")).isEqualTo(Verdict.HARD);
        assertThat(judge("qjwzkvhtyxbnmpf")).isEqualTo(Verdict.HARD);
    }
}
