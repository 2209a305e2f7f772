package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.auth.application.Reauthentication.Result;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.SecurityEvent.Kind;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.problem.Unavailable;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReauthenticationTest {
    private static final Result WRONG = new Result.WrongPassword();

    private final InMemoryAccounts store = new InMemoryAccounts();
    private final CountingPasswordHasher hasher = new CountingPasswordHasher();
    private final AuthBench auth = AuthBench.inMemory(store, hasher);
    private final Account account = auth.register().account();

    private Result prove(String password) {
        return auth.reauthentication.prove(
                auth.reauthentication.find(account.id(), account.epoch()).orElseThrow(),
                Optional.of(TestAccounts.password(password)),
                TestAccounts.CLIENT,
                Kind.PASSWORD_CHANGE_FAILED);
    }

    @Test
    void the_password_proves_it_and_another_does_not() {
        assertThat(prove(AuthBench.PASSWORD)).isEqualTo(new Result.Proven());
        assertThat(prove("not the password")).isEqualTo(WRONG);
    }

    @Test
    void a_dead_token_speaks_for_nobody() {
        assertThat(auth.reauthentication.find(account.id(), account.epoch())).isPresent();
        store.disable(account.id());
        assertThat(auth.reauthentication.find(account.id(), account.epoch() + 1))
                .isEmpty();
        store.delete(account.id());
        assertThat(auth.reauthentication.find(account.id(), account.epoch() + 1))
                .isEmpty();
    }

    @Test
    void guesses_are_counted_together_whatever_they_are_for() {
        for (var i = 0; i < 5; i++) {
            assertThat(prove("not the password")).isEqualTo(WRONG);
            assertThat(auth.enrolSecondFactor.begin(
                            account.id(),
                            account.epoch(),
                            Optional.of(TestAccounts.password("not the password")),
                            TestAccounts.CLIENT))
                    .isEqualTo(new EnrolSecondFactor.Result.WrongPassword());
        }
        var before = hasher.operations();
        assertThat(prove(AuthBench.PASSWORD)).isInstanceOf(Result.Throttled.class);
        assertThat(hasher.operations()).isEqualTo(before);
        auth.clock.advance(Duration.ofMinutes(16));
        assertThat(prove(AuthBench.PASSWORD)).isEqualTo(new Result.Proven());
    }

    @Test
    void what_cannot_be_counted_is_not_compared() {
        var before = hasher.operations();
        auth.throttle.down();
        assertThatThrownBy(() -> prove(AuthBench.PASSWORD)).isInstanceOf(Unavailable.class);
        assertThat(hasher.operations()).isEqualTo(before);
    }
}
