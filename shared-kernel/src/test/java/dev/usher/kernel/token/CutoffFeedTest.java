package dev.usher.kernel.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a cut-off hits, and when it is forgotten; without a broker. */
class CutoffFeedTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant LATER = START.plus(Duration.ofMinutes(15));

    private final MutableClock clock = MutableClock.at(START);
    private final AtomicLong nanos = new AtomicLong(5);
    private final CutoffFeed feed = new CutoffFeed(settings(), clock, nanos::get);
    private final UUID user = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();

    private static TokenSettings settings() {
        return new TokenSettings(
                "https://issuer.example.com",
                "usher",
                null,
                List.of("ES256"),
                Duration.ofHours(1),
                Duration.ofSeconds(30));
    }

    private static VerifiedToken token(UUID user, UUID session, long epoch) {
        return new VerifiedToken("jti", user, session, epoch, Set.of(), START, LATER);
    }

    private boolean isDead(long epoch) {
        return feed.hits(token(user, session, epoch));
    }

    /** Both clocks move on, and the sweep goes over everything. */
    private void pass(Duration time) {
        clock.advance(time);
        nanos.addAndGet(time.toNanos());
        feed.sweep();
    }

    @Test
    void a_raised_epoch_ends_the_tokens_of_lower_ones_and_no_others() {
        feed.apply(Cutoff.ofUser(user, 3, LATER));
        assertThat(isDead(0)).isTrue();
        assertThat(isDead(2)).isTrue();
        assertThat(isDead(3)).isFalse();
        assertThat(isDead(4)).isFalse();
        assertThat(feed.hits(token(UUID.randomUUID(), session, 0))).isFalse();
    }

    @Test
    void an_ended_session_ends_its_tokens_whatever_their_epoch_and_no_others() {
        feed.apply(Cutoff.ofSession(user, session, LATER));
        assertThat(isDead(0)).isTrue();
        assertThat(isDead(Long.MAX_VALUE)).isTrue();
        assertThat(feed.hits(token(user, UUID.randomUUID(), 0))).isFalse();
    }

    @Test
    void replays_and_older_cutoffs_change_nothing() {
        feed.apply(Cutoff.ofUser(user, 3, LATER));
        feed.apply(Cutoff.ofUser(user, 3, LATER));
        feed.apply(Cutoff.ofUser(user, 1, START.plusSeconds(90)));
        feed.apply(Cutoff.ofSession(user, UUID.randomUUID(), LATER));
        assertThat(isDead(2)).isTrue();
        assertThat(isDead(3)).isFalse();
        assertThat(feed.cutoffs().users()).isEqualTo(1);
        pass(Duration.ofMinutes(5));
        assertThat(isDead(2))
                .as("the sooner end of the older one must not end the newer one")
                .isTrue();
    }

    @Test
    void a_cutoff_is_kept_until_it_can_hit_nothing_and_dropped_after() {
        feed.apply(Cutoff.ofUser(user, 3, LATER));
        feed.apply(Cutoff.ofSession(user, session, LATER));
        pass(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(isDead(0)).isTrue();
        assertThat(feed.cutoffs().users()).isEqualTo(1);
        assertThat(feed.cutoffs().sessions()).isEqualTo(1);
        pass(Duration.ofMinutes(2));
        assertThat(feed.cutoffs().users()).isEqualTo(0);
        assertThat(feed.cutoffs().sessions()).isEqualTo(0);
        feed.apply(Cutoff.ofUser(user, 3, LATER));
        assertThat(feed.cutoffs().users())
                .as("what has expired is not taken in again")
                .isEqualTo(0);
    }

    /** F-CK-2, F-CK-3. */
    @Test
    void a_clock_that_jumps_ahead_and_back_revives_no_token() {
        feed.apply(Cutoff.ofUser(user, 3, LATER));
        clock.advance(Duration.ofDays(1));
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        feed.sweep();
        feed.apply(Cutoff.ofSession(user, UUID.randomUUID(), LATER));
        clock.advance(Duration.ofDays(-1));
        assertThat(isDead(0)).isTrue();
        assertThat(feed.cutoffs().sessions()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(-10));
        pass(Duration.ofMinutes(15));
        assertThat(isDead(0))
                .as("while the clock is behind, such tokens have not expired either")
                .isTrue();
    }

    @Test
    void an_absurd_expiry_is_not_believed() {
        feed.apply(Cutoff.ofUser(user, 3, Instant.MAX));
        pass(Duration.ofHours(25).plusMinutes(2));
        assertThat(feed.cutoffs().users()).isEqualTo(0);
    }

    @Test
    void a_sweep_looks_at_a_limited_number_and_comes_round() {
        var table = new CutTable();
        for (int i = 0; i < 1_000; i++) {
            table.add(UUID.randomUUID(), new CutTable.Cut(1, i % 2 == 0 ? 5 : 50));
        }
        table.sweep(100, 10);
        assertThat(table.size() >= 900 && table.size() < 1_000)
                .as(table.size() + " left")
                .isTrue();
        for (int i = 0; i < 10; i++) {
            table.sweep(100, 10);
        }
        assertThat(table.size()).isEqualTo(500);
    }

    @Test
    void the_feed_is_late_until_it_was_complete_once_and_when_that_is_too_long_ago() {
        assertThat(feed.age()).isEqualTo(Optional.empty());
        assertThat(feed.isLate()).isTrue();
        assertThatThrownBy(feed::requireFresh).isInstanceOf(Unavailable.class);
        feed.freshness().completeAsOf(nanos.get());
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(feed.age()).isEqualTo(Optional.of(Duration.ofSeconds(30)));
        assertThat(feed.isLate()).isFalse();
        feed.requireFresh();
        nanos.incrementAndGet();
        assertThat(feed.isLate()).isTrue();
        assertThatThrownBy(feed::requireFresh).isInstanceOf(Unavailable.class);
    }

    @Test
    void a_limit_under_a_second_is_refused() {
        assertThatThrownBy(() -> new TokenSettings(
                        "i", "a", null, List.of("ES256"), Duration.ofHours(1), Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cutoff_of_nothing_cannot_be_made() {
        assertThatThrownBy(() -> new Cutoff(user, null, null, LATER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Cutoff.ofUser(user, -1, LATER)).isInstanceOf(IllegalArgumentException.class);
    }
}
