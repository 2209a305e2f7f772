package dev.usher.kernel.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** What the relay does besides: it measures the backlog and removes what was published long ago. */
@Singleton
final class OutboxUpkeep {
    private static final long MEASURE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PRUNE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int PRUNED_AT_ONCE = 1_000;
    private static final int PRUNED_A_RUN = 10_000;
    /** An event that is not out after this long is late. */
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Clock clock;
    private final Duration retention;
    private final Counter published;
    private volatile Backlog backlog = Backlog.NONE;
    private volatile boolean troubled;
    private long measuredAt = System.nanoTime() - MEASURE_NANOS;
    private long prunedAt = System.nanoTime() - PRUNE_NANOS;

    OutboxUpkeep(EventSettings settings, Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.retention = settings.outboxRetention();
        this.published = Counter.builder("usher.outbox.published")
                .description("Events that Kafka acknowledged")
                .register(meters);
        Gauge.builder("usher.outbox.backlog", this, upkeep -> upkeep.backlog.unpublished())
                .description("Events not yet published")
                .register(meters);
        Gauge.builder("usher.outbox.oldest", this, OutboxUpkeep::oldestSeconds)
                .description("Age of the oldest event not yet published")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("usher.outbox.parked", this, upkeep -> upkeep.backlog.parked())
                .description("Events that Kafka refused for good; each needs a person")
                .register(meters);
    }

    void published(int events) {
        published.increment(events);
    }

    void troubled(boolean now) {
        troubled = now;
    }

    /** Events leave late or not at all. */
    boolean isLate() {
        return troubled || oldestSeconds() > LATE.toSeconds();
    }

    private double oldestSeconds() {
        var oldest = backlog.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }

    void run(OutboxRows rows, Connection connection) throws SQLException {
        if (System.nanoTime() - measuredAt >= MEASURE_NANOS) {
            measuredAt = System.nanoTime();
            backlog = rows.backlog();
        }
        if (System.nanoTime() - prunedAt >= PRUNE_NANOS) {
            prunedAt = System.nanoTime();
            prune(rows, connection);
        }
    }

    /** A limited number a run: a clock that jumped for a day must not empty the table. */
    private void prune(OutboxRows rows, Connection connection) throws SQLException {
        var before = clock.instant().minus(retention);
        int removed;
        int total = 0;
        do {
            removed = rows.prune(before, PRUNED_AT_ONCE);
            connection.commit();
            total += removed;
        } while (removed == PRUNED_AT_ONCE && total < PRUNED_A_RUN);
    }
}
