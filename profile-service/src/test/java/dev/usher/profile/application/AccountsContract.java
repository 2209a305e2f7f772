package dev.usher.profile.application;

import static dev.usher.profile.domain.TestProfiles.ADA;
import static dev.usher.profile.domain.TestProfiles.BOB;
import static dev.usher.profile.domain.TestProfiles.ada;
import static dev.usher.profile.domain.TestProfiles.bob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.value.Violation;
import dev.usher.profile.application.port.Accounts;
import dev.usher.profile.application.port.Accounts.PasswordChange;
import dev.usher.profile.domain.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every implementation of {@link Accounts} keeps. */
public abstract class AccountsContract {
    private static final Secret ADAS_TOKEN = new Secret("token-of-ada");
    private static final Secret DEAD_TOKEN = new Secret("dead-token");
    private static final Secret OLD = new Secret("old \"password\" é😀");
    private static final Secret NEW = new Secret("new-password");

    /** What auth-service knows in this test. */
    protected final InMemoryAccounts known = new InMemoryAccounts();

    protected abstract Accounts accounts();

    @BeforeEach
    void somebodyHasSignedUp() {
        known.add(ada(), ADAS_TOKEN.reveal(), OLD.reveal());
        known.add(bob(), "token-of-bob", "password-of-bob");
    }

    @Test
    void a_token_leads_to_its_own_account() {
        assertThat(accounts().own(ADA, ADAS_TOKEN)).contains(ada());
        assertThat(accounts().own(BOB, new Secret("token-of-bob"))).contains(bob());
    }

    @Test
    void a_dead_token_leads_to_none() {
        assertThat(accounts().own(ADA, DEAD_TOKEN)).isEmpty();
    }

    @Test
    void the_account_of_somebody_else_is_an_outage() {
        assertThatThrownBy(() -> accounts().own(BOB, ADAS_TOKEN)).isInstanceOf(Unavailable.class);
    }

    @Test
    void the_right_old_password_gives_a_new_session() {
        assertThat(accounts().changePassword(ADAS_TOKEN, OLD, NEW))
                .isInstanceOfSatisfying(PasswordChange.Changed.class, changed -> {
                    assertThat(changed.tokens().access().reveal()).isEqualTo("new-access-token");
                    assertThat(changed.tokens().accessLifetime()).isEqualTo(Duration.ofMinutes(15));
                    assertThat(changed.tokens().refresh().reveal()).isEqualTo("new-refresh-token");
                    assertThat(changed.tokens().refreshLifetime()).isEqualTo(Duration.ofDays(14));
                });
    }

    @Test
    void a_wrong_old_password_is_refused_on_its_field() {
        assertThat(accounts().changePassword(ADAS_TOKEN, NEW, NEW))
                .isEqualTo(new PasswordChange.Refused(
                        List.of(new Violation("old_password", "wrong", "is not the current password"))));
    }

    @Test
    void a_weak_new_password_is_refused_on_its_field() {
        assertThat(accounts().changePassword(ADAS_TOKEN, OLD, new Secret("short")))
                .isEqualTo(new PasswordChange.Refused(
                        List.of(new Violation("new_password", "too_short", "must be at least 8 characters long"))));
    }

    @Test
    void a_dead_token_changes_nothing() {
        assertThat(accounts().changePassword(DEAD_TOKEN, OLD, NEW)).isEqualTo(new PasswordChange.TokenRefused());
        assertThat(accounts().changePassword(ADAS_TOKEN, OLD, NEW)).isInstanceOf(PasswordChange.Changed.class);
    }

    @Test
    void too_many_attempts_say_how_long_to_wait() {
        known.throttle(ADA, Duration.ofSeconds(90));

        assertThat(accounts().changePassword(ADAS_TOKEN, OLD, NEW))
                .isEqualTo(new PasswordChange.Throttled(Duration.ofSeconds(90)));
    }

    @Test
    void of_simultaneous_changes_from_one_password_exactly_one_wins() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = new ArrayList<PasswordChange>();
            for (var future : threads.invokeAll(IntStream.range(0, 8)
                    .<Callable<PasswordChange>>mapToObj(
                            i -> () -> accounts().changePassword(ADAS_TOKEN, OLD, new Secret("new-password-" + i)))
                    .toList())) {
                changes.add(future.get());
            }
            assertThat(changes)
                    .filteredOn(PasswordChange.Changed.class::isInstance)
                    .hasSize(1);
            assertThat(changes)
                    .filteredOn(PasswordChange.Refused.class::isInstance)
                    .hasSize(7);
        }
    }
}
