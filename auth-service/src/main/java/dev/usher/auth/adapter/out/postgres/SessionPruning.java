package dev.usher.auth.adapter.out.postgres;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.store.Transactions;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes sessions whose absolute end is two days past: no token of theirs can come back, so nobody asks for them. A
 * limited number a run, and that late, so that a clock that jumps ahead for a day removes nothing (promises F-CK-3).
 */
@Singleton
class SessionPruning {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPruning.class);
    private static final Duration KEPT = Duration.ofDays(2);
    private static final int A_RUN = 1_000;

    private final SessionRows rows;
    private final Transactions transactions;
    private final Clock clock;

    SessionPruning(SessionRows rows, Transactions transactions, Clock clock) {
        this.rows = rows;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "1m")
    void run() {
        try {
            prune(clock.instant());
        } catch (Unavailable outage) {
            LOG.info("Sessions that are over stay for now: the database is not available");
        }
    }

    void prune(Instant now) {
        transactions.write(() -> rows.prune(now.minus(KEPT), A_RUN));
    }
}
