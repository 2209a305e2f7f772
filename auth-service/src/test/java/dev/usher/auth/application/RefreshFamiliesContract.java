package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.RefreshFamilies;
import dev.usher.auth.application.port.RefreshFamilies.Step;
import dev.usher.auth.application.port.RefreshTokens.Issued;
import dev.usher.auth.application.port.RefreshTokens.Presented;
import dev.usher.auth.domain.AccountId;
import dev.usher.auth.domain.RefreshToken;
import dev.usher.auth.domain.SecretHash;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every fast store of refresh families promises. Its policy is that of {@link AuthBench}. */
public abstract class RefreshFamiliesContract {
    /** As many as there are connections: what happens beyond that is not the port's business. */
    private static final int AT_ONCE = 10;

    private static final Instant NOW = TestAccounts.NOW;
    private static final Instant ABSOLUTE = NOW.plus(AuthBench.POLICY.absolute());
    private static final Instant IDLE = NOW.plus(AuthBench.POLICY.idle());
    private static final Step UNKNOWN = new Step.Unknown();

    private final AccountId user = AccountId.next(NOW);
    private final SessionId session = SessionId.next(NOW);

    protected abstract RefreshFamilies families();

    @BeforeEach
    void a_family_is_open() {
        families().open(issued(1), user, NOW, ABSOLUTE);
    }

    private Issued issued(int generation) {
        return new Issued(session, generation, new RefreshToken("not stored"), new SecretHash("hash-" + generation));
    }

    private Presented presented(int generation) {
        return new Presented(session, generation, new SecretHash("hash-" + generation), issued(generation + 1));
    }

    private Step rotate(int generation, Instant now) {
        return families().rotate(presented(generation), now);
    }

    @Test
    void the_current_token_is_rotated() {
        assertThat(rotate(1, NOW)).isEqualTo(new Step.Rotated(user, IDLE));
        assertThat(rotate(2, NOW.plusSeconds(5))).isEqualTo(new Step.Rotated(user, IDLE.plusSeconds(5)));
        assertThat(rotate(3, NOW.plusSeconds(6))).isEqualTo(new Step.Rotated(user, IDLE.plusSeconds(6)));
    }

    @Test
    void the_predecessor_is_repeated_within_the_grace_and_late_after_it() {
        rotate(1, NOW);
        assertThat(rotate(1, NOW)).isEqualTo(new Step.Repeated(user, IDLE));
        assertThat(rotate(1, NOW.plusSeconds(10))).isEqualTo(new Step.Repeated(user, IDLE));
        assertThat(rotate(1, NOW.plusMillis(10_001))).isEqualTo(new Step.Late(user, IDLE));
        // Nothing of this has moved anything.
        assertThat(rotate(2, NOW.plusSeconds(20))).isInstanceOf(Step.Rotated.class);
    }

    @Test
    void what_is_older_is_outdated_at_once() {
        rotate(1, NOW);
        rotate(2, NOW);
        assertThat(rotate(1, NOW)).isEqualTo(new Step.Outdated(user, 3));
        rotate(3, NOW);
        assertThat(rotate(1, NOW)).isEqualTo(new Step.Outdated(user, 4));
        assertThat(rotate(2, NOW)).isEqualTo(new Step.Outdated(user, 4));
    }

    @Test
    void a_wrong_secret_or_generation_is_unknown_and_changes_nothing() {
        assertThat(rotate(2, NOW)).isEqualTo(UNKNOWN);
        assertThat(rotate(99, NOW)).isEqualTo(UNKNOWN);
        assertThat(families().rotate(new Presented(session, 1, new SecretHash("other"), issued(2)), NOW))
                .isEqualTo(UNKNOWN);
        rotate(1, NOW);
        assertThat(families().rotate(new Presented(session, 1, new SecretHash("other"), issued(2)), NOW))
                .isEqualTo(UNKNOWN);
        assertThat(families().rotate(new Presented(session, 2, new SecretHash("hash-1"), issued(3)), NOW))
                .isEqualTo(UNKNOWN);
        assertThat(rotate(2, NOW)).isInstanceOf(Step.Rotated.class);
    }

    @Test
    void an_idle_family_is_unknown() {
        assertThat(rotate(1, IDLE.minusMillis(1))).isInstanceOf(Step.Rotated.class);
        assertThat(rotate(2, IDLE.minusMillis(1).plus(AuthBench.POLICY.idle()))).isEqualTo(UNKNOWN);
    }

    @Test
    void a_family_is_unknown_at_its_absolute_end() {
        rotate(1, NOW.plus(Duration.ofDays(13)));
        rotate(2, NOW.plus(Duration.ofDays(26)));
        assertThat(rotate(3, ABSOLUTE.minusMillis(1))).isEqualTo(new Step.Rotated(user, ABSOLUTE));
        assertThat(rotate(4, ABSOLUTE)).isEqualTo(UNKNOWN);
    }

    @Test
    void a_family_that_was_ended_or_forgotten_is_unknown() {
        families().end(session);
        families().end(session);
        assertThat(rotate(1, NOW)).isEqualTo(UNKNOWN);
        families().open(issued(1), user, NOW, ABSOLUTE);
        families().forget(List.of(session, SessionId.next(NOW)));
        families().forget(List.of());
        assertThat(rotate(1, NOW)).isEqualTo(UNKNOWN);
    }

    @Test
    void every_step_may_be_repeated() {
        families().open(issued(1), user, NOW, ABSOLUTE);
        assertThat(rotate(1, NOW)).isInstanceOf(Step.Rotated.class);
        assertThat(rotate(1, NOW)).isInstanceOf(Step.Repeated.class);
    }

    @Test
    void families_do_not_touch_each_other() {
        var other = new Issued(SessionId.next(NOW), 1, new RefreshToken("not stored"), new SecretHash("hash-1"));
        families().open(other, AccountId.next(NOW), NOW, ABSOLUTE);
        families().end(other.session());
        assertThat(rotate(1, NOW)).isInstanceOf(Step.Rotated.class);
    }

    @Test
    void of_a_hundred_simultaneous_uses_one_rotates() throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var attempts = new ArrayList<Future<Step>>();
            for (var i = 0; i < 100; i++) {
                attempts.add(threads.submit(() -> rotate(1, NOW)));
            }
            var steps = new ArrayList<Step>();
            for (var attempt : attempts) {
                steps.add(attempt.get());
            }
            assertThat(steps).filteredOn(Step.Rotated.class::isInstance).hasSize(1);
            assertThat(steps).filteredOn(Step.Repeated.class::isInstance).hasSize(99);
        }
    }
}
