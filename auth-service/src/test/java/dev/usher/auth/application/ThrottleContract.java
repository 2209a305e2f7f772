package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.Throttle;
import dev.usher.auth.application.port.Throttle.Answer;
import dev.usher.auth.domain.Attempt;
import dev.usher.auth.domain.Attempt.Counter;
import dev.usher.auth.domain.Limit;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.auth.domain.TooMany;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What everything that counts attempts promises. */
public abstract class ThrottleContract {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Limit THREE = new Limit("three", 3, WINDOW);
    private static final Instant NOW = TestAccounts.NOW;

    private final String somebody = TestAccounts.newAddress().key();

    protected abstract Throttle throttle();

    private Attempt attempt() {
        return new Attempt(List.of(new Counter(THREE, somebody)), List.of(), Optional.empty());
    }

    private Throttle.Reservation reserved(Attempt attempt, Instant now) {
        var answer = throttle().reserve(attempt, now);
        assertThat(answer).isInstanceOf(Answer.Reserved.class);
        return ((Answer.Reserved) answer).reservation();
    }

    private TooMany refused(Attempt attempt, Instant now) {
        var answer = throttle().reserve(attempt, now);
        assertThat(answer).isInstanceOf(Answer.Refused.class);
        return ((Answer.Refused) answer).tooMany();
    }

    @Test
    void up_to_the_limit_and_not_further() {
        for (var i = 0; i < 3; i++) {
            reserved(attempt(), NOW.plusSeconds(i));
        }
        var refused = refused(attempt(), NOW.plusSeconds(3));
        assertThat(refused.limit()).isEqualTo(THREE);
        assertThat(refused.retryAfter()).isBetween(WINDOW.minusSeconds(3), WINDOW.plusMinutes(1));
    }

    @Test
    void r_17_whoever_waits_as_told_is_let_in_and_not_a_moment_sooner() {
        reserved(attempt(), NOW);
        reserved(attempt(), NOW.plus(Duration.ofMinutes(5)));
        reserved(attempt(), NOW.plus(Duration.ofMinutes(10)));
        var asked = NOW.plus(Duration.ofMinutes(11));
        var open = asked.plus(refused(attempt(), asked).retryAfter());
        assertThat(open).isAfterOrEqualTo(NOW.plus(WINDOW)).isBefore(NOW.plus(Duration.ofMinutes(20)));
        refused(attempt(), open.minusMillis(1));
        reserved(attempt(), open);
        refused(attempt(), open);
    }

    @Test
    void no_window_of_that_length_holds_more_than_the_limit() {
        var allowed = new ArrayList<Instant>();
        for (var at = NOW; at.isBefore(NOW.plus(Duration.ofHours(2))); at = at.plusSeconds(37)) {
            if (throttle().reserve(attempt(), at) instanceof Answer.Reserved) {
                allowed.add(at);
            }
        }
        assertThat(allowed).hasSizeBetween(21, 27);
        for (var i = 3; i < allowed.size(); i++) {
            assertThat(Duration.between(allowed.get(i - 3), allowed.get(i))).isGreaterThanOrEqualTo(WINDOW);
        }
    }

    @Test
    void what_is_given_back_did_not_count() {
        for (var i = 0; i < 10; i++) {
            throttle().release(reserved(attempt(), NOW));
        }
        reserved(attempt(), NOW);
        reserved(attempt(), NOW);
        var last = reserved(attempt(), NOW);
        refused(attempt(), NOW);
        throttle().release(last);
        reserved(attempt(), NOW);
        refused(attempt(), NOW);
    }

    @Test
    void one_full_counter_is_enough_and_then_none_counts() {
        var other = new Counter(new Limit("two", 2, WINDOW), somebody);
        var both = new Attempt(List.of(new Counter(THREE, somebody), other), List.of(), Optional.empty());
        reserved(both, NOW);
        reserved(both, NOW);
        assertThat(refused(both, NOW).limit()).isEqualTo(other.limit());
        reserved(attempt(), NOW);
        refused(attempt(), NOW);
    }

    @Test
    void the_longest_wait_is_told() {
        var hour = new Counter(new Limit("an-hour", 1, Duration.ofHours(1)), somebody);
        var quarter = new Counter(new Limit("a-quarter", 1, WINDOW), somebody);
        var both = new Attempt(List.of(hour, quarter), List.of(), Optional.empty());
        reserved(both, NOW);
        assertThat(refused(both, NOW).limit()).isEqualTo(hour.limit());
    }

    @Test
    void subjects_and_limits_do_not_touch_each_other() {
        for (var i = 0; i < 3; i++) {
            reserved(attempt(), NOW);
        }
        var other = new Counter(THREE, TestAccounts.newAddress().key());
        reserved(new Attempt(List.of(other), List.of(), Optional.empty()), NOW);
        var elsewhere = new Counter(new Limit("other", 3, WINDOW), somebody);
        reserved(new Attempt(List.of(elsewhere), List.of(), Optional.empty()), NOW);
    }

    private Attempt from(String place) {
        return new Attempt(
                List.of(new Counter(THREE, somebody + " " + place)),
                List.of(new Counter(THREE, somebody)),
                Optional.of(somebody + " " + place));
    }

    @Test
    void strangers_share_a_counter_and_do_not_lock_out_who_has_succeeded_from_a_place() {
        throttle().succeeded(reserved(from("home"), NOW));
        for (var i = 0; i < 3; i++) {
            reserved(from("nowhere" + i), NOW);
        }
        refused(from("elsewhere"), NOW);
        for (var i = 0; i < 3; i++) {
            reserved(from("home"), NOW);
        }
        refused(from("home"), NOW);
    }

    @Test
    void who_becomes_familiar_does_not_begin_anew() {
        reserved(from("home"), NOW);
        reserved(from("home"), NOW);
        throttle().succeeded(reserved(from("home"), NOW));
        reserved(from("home"), NOW);
        refused(from("home"), NOW);
    }

    @Test
    void what_is_given_back_makes_nobody_familiar() {
        throttle().release(reserved(from("home"), NOW));
        for (var i = 0; i < 3; i++) {
            reserved(from("nowhere" + i), NOW);
        }
        refused(from("home"), NOW);
    }

    @Test
    void clearing_opens_all_and_makes_the_place_familiar() {
        for (var i = 0; i < 3; i++) {
            reserved(from("home"), NOW);
        }
        refused(from("home"), NOW);
        throttle().clear(from("home"));
        for (var i = 0; i < 3; i++) {
            reserved(from("nowhere" + i), NOW);
        }
        refused(from("elsewhere"), NOW);
        reserved(from("home"), NOW);
    }

    @Test
    void f_ck_2_a_clock_that_goes_back_neither_opens_nor_freezes_it() {
        for (var i = 0; i < 3; i++) {
            reserved(attempt(), NOW);
        }
        var back = NOW.minus(Duration.ofMinutes(10));
        var wait = refused(attempt(), back).retryAfter();
        assertThat(wait).isBetween(Duration.ofMinutes(14), Duration.ofMinutes(16));
        reserved(attempt(), back.plus(wait));
    }

    @Test
    void of_two_hundred_at_once_as_many_get_through_as_the_limit_says() throws Exception {
        try (var threads = Executors.newFixedThreadPool(10)) {
            var answers = new ArrayList<Future<Answer>>();
            for (var i = 0; i < 200; i++) {
                answers.add(threads.submit(() -> throttle().reserve(attempt(), NOW)));
            }
            var through = 0;
            for (var answer : answers) {
                through += answer.get() instanceof Answer.Reserved ? 1 : 0;
            }
            assertThat(through).isEqualTo(3);
        }
    }
}
