package dev.usher.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {
    private static final Instant CREATED = TestMails.NOW;

    @ParameterizedTest
    @CsvSource({"1,PT1S", "2,PT5S", "3,PT30S", "4,PT2M", "5,PT10M", "6,PT1H", "7,PT1H", "20,PT1H"})
    void t_6_each_failure_waits_longer_up_to_an_hour(int attempts, Duration delay) {
        assertThat(RetryPolicy.next(attempts, CREATED, CREATED, 0.5)).contains(CREATED.plus(delay));
    }

    @Test
    void mails_that_fail_together_are_spread_by_a_fifth_either_way() {
        assertThat(RetryPolicy.next(3, CREATED, CREATED, 0)).contains(CREATED.plusSeconds(24));
        assertThat(RetryPolicy.next(3, CREATED, CREATED, 1)).contains(CREATED.plusSeconds(36));
    }

    @Test
    void f_sm_4_no_mail_is_given_up_before_a_day_and_the_last_attempt_is_at_its_end() {
        var attempts = new ArrayList<>(List.of(CREATED));
        for (var next = RetryPolicy.next(1, CREATED, CREATED, 0.7);
                next.isPresent();
                next = RetryPolicy.next(attempts.size(), CREATED, attempts.getLast(), 0.7)) {
            attempts.add(next.get());
        }

        assertThat(attempts.getLast()).isEqualTo(CREATED.plus(Duration.ofHours(24)));
        assertThat(attempts).hasSizeBetween(25, 40).isSorted();
    }

    @Test
    void f_sm_10_a_greylisted_mail_is_tried_again_within_five_minutes() {
        var fifth = CREATED;
        for (var attempt = 1; attempt <= 4; attempt++) {
            fifth = RetryPolicy.next(attempt, CREATED, fifth, 1).orElseThrow();
        }

        assertThat(Duration.between(CREATED, fifth)).isBetween(Duration.ofSeconds(60), Duration.ofMinutes(5));
    }
}
