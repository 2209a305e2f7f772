package dev.usher.e2e.rig;

import static dev.usher.e2e.rig.Row.row;

import java.util.List;

/** Redis down, dying, hanging, forgetting and refusing. */
final class RedisRows {
    static final List<Row> ROWS = List.of(
            row("F-RD-1", "down at the start: it starts; login and refresh 503, keys go on")
                    .inSuite("auth-service", "OutagesTest", "f_rd_1_")
                    .full(RedisScenarios::down_at_start),
            row("F-RD-2", "dies in the middle: 503 soon, no token is given that is not stored")
                    .full(RedisScenarios::dies_under_load),
            row("F-RD-3", "hangs: 503 soon, nothing piles up, nothing late revives a session")
                    .inSuite("auth-service", "RedisFaultsTest", "f_rd_3_")
                    .full(Hanging.of(Dependency.REDIS)),
            row("F-RD-4", "refuses: 503; scripts that it forgot are loaded again")
                    .inSuite("auth-service", "RedisRefreshFamiliesTest", "f_rd_4_")
                    .inSuite("auth-service", "RedisThrottleTest", "f_rd_4_"),
            row("F-RD-5", "the answer is lost after the script ran: the retry gets the same successor")
                    .inSuite("auth-service", "RedisFaultsTest", "f_rd_5_")
                    .inSuite("auth-service", "RefreshOnBackendsTest", "s27_f_rd_5_")
                    .full(RedisScenarios::answer_lost),
            row("F-RD-6", "killed and started again: no acknowledged rotation is taken back")
                    .inSuite("auth-service", "RedisRestartTest", "f_rd_6_"),
            row("F-RD-7", "a stale restore: no rotated, ended or revoked token is accepted")
                    .inSuite("auth-service", "RedisRestartTest", "f_rd_7_")
                    .inSuite("auth-service", "RefreshOnBackendsTest", "f_rd_7_"),
            row("F-RD-8", "FLUSHALL: everybody logs in again, nothing revoked comes back")
                    .inSuite("auth-service", "RedisFaultsTest", "f_rd_8_"),
            row("F-RD-9", "memory full: login 503, sessions stay")
                    .inSuite("auth-service", "RedisReadinessTest", "f_rd_9_")
                    .full(RedisScenarios::full),
            row("F-RD-10", "connections reset again and again: replaced without a word")
                    .inSuite("auth-service", "RedisFaultsTest", "f_rd_10_")
                    .full(RedisScenarios::reset_storm),
            row("F-RD-11", "disk full: writes 503, nothing acknowledged is lost"),
            row("F-RD-12", "without counters nobody may guess")
                    .inSuite("auth-service", "ThrottlingTest", "f_rd_12_")
                    .inSuite("auth-service", "LogInTest", "f_rd_12_")
                    .inSuite("auth-service", "RecoverTest", "f_rd_12_")
                    .full(RedisScenarios::no_counter));

    private RedisRows() {}
}
