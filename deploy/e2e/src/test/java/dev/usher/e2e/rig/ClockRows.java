package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;

import java.util.List;

/** Clocks that differ and jump. */
final class ClockRows {
    static final List<Row> ROWS = List.of(
            row("F-CK-1", "65 s ahead of the issuer: 30 s are forgiven, an expired token never")
                    .inSuite("shared-kernel", "AccessTokenVerifierTest", "other_clocks_may_be_30_seconds_ahead")
                    .inSuite("shared-kernel", "AccessTokenVerifierTest", "it_ends_with_the_second_of_exp"),
            row("F-CK-2", "ten minutes back: nothing lives for ever, no limit freezes")
                    .inSuite("auth-service", "RedisThrottleTest", "f_ck_2_")
                    .inSuite("shared-kernel", "CutoffFeedTest", "a_clock_that_jumps_ahead_and_back"),
            row("F-CK-3", "a day ahead and back: sessions live on, no clean-up takes everything")
                    .inSuite("auth-service", "PostgresSessionsTest", "f_ck_3_")
                    .inSuite("shared-kernel", "CutoffFeedTest", "a_clock_that_jumps_ahead_and_back")
                    .inSuite("shared-kernel", "UploadAllowanceTest", "a_clock_that_was_a_day_ahead"),
            row("F-CK-4", "good at exp - 1 s, dead at exp")
                    .inSuite("shared-kernel", "AccessTokenVerifierTest", "it_ends_with_the_second_of_exp"));

    private ClockRows() {}
}
