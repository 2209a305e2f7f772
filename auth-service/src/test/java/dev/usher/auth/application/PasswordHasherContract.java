package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.PasswordHasher;
import dev.usher.auth.domain.RawPassword;
import dev.usher.auth.domain.TestAccounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every hasher of passwords promises. */
public abstract class PasswordHasherContract {
    private final RawPassword password = TestAccounts.password("correct horse battery");

    protected abstract PasswordHasher hasher();

    @Test
    void a_password_matches_its_own_hash_and_no_other_does() {
        var hash = hasher().hash(password);
        assertThat(hasher().matches(password, hash)).isTrue();
        for (var other : List.of("Correct horse battery", "correct horse batter", "correct horse battery ", "")) {
            assertThat(hasher().matches(TestAccounts.password(other), hash)).isFalse();
        }
    }

    @Test
    void what_is_no_password_matches_nothing_not_even_the_hash_of_the_empty_one() {
        var empty = hasher().hash(RawPassword.IMPOSSIBLE);
        assertThat(hasher().matches(Optional.empty(), empty)).isFalse();
        assertThat(hasher().matches(Optional.of(RawPassword.IMPOSSIBLE), empty)).isTrue();
        assertThat(hasher().matches(Optional.of(password), hasher().hash(password)))
                .isTrue();
    }

    @Test
    void every_character_matters_up_to_the_longest_password() {
        var stem = "x".repeat(1023);
        var hash = hasher().hash(TestAccounts.password(stem + "y"));
        assertThat(hasher().matches(TestAccounts.password(stem + "y"), hash)).isTrue();
        assertThat(hasher().matches(TestAccounts.password(stem + "z"), hash)).isFalse();
        assertThat(hasher().matches(TestAccounts.password(stem), hash)).isFalse();
    }

    @Test
    void composed_and_decomposed_characters_are_the_same() {
        var hash = hasher().hash(TestAccounts.password("M\u00fcnchen im Regen"));
        assertThat(hasher().matches(TestAccounts.password("Mu\u0308nchen im Regen"), hash))
                .isTrue();
    }

    @Test
    void nothing_matches_a_decoy_which_is_as_current_as_any() {
        assertThat(hasher().matches(password, hasher().decoy())).isFalse();
        assertThat(hasher().matches(TestAccounts.password(""), hasher().decoy()))
                .isFalse();
        assertThat(hasher().isOutdated(hasher().decoy())).isFalse();
    }

    @Test
    void a_new_hash_is_current() {
        assertThat(hasher().isOutdated(hasher().hash(password))).isFalse();
    }

    @Test
    void many_at_once_do_not_disturb_each_other() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<Boolean>>();
            for (var i = 0; i < 50; i++) {
                var mine = TestAccounts.password("password of number " + i);
                results.add(threads.submit(() -> hasher().matches(mine, hasher().hash(mine))));
            }
            for (var result : results) {
                assertThat(result.get()).isTrue();
            }
        }
    }
}
