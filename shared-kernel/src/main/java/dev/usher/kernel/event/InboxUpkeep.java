package dev.usher.kernel.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the consumer does besides: it counts, and removes from the inbox what cannot come again. */
@Singleton
@Requires(beans = Inbox.class)
final class InboxUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(InboxUpkeep.class);
    private static final long PRUNE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int PRUNED_AT_ONCE = 1_000;

    private final Inbox inbox;
    private final ErasedUsers erasedUsers;
    private final Clock clock;
    private final Duration retention;
    private final Counter handled;
    private final Counter repeated;
    private final Counter buried;
    private volatile boolean troubled;
    private long prunedAt = System.nanoTime() - PRUNE_NANOS;

    InboxUpkeep(Inbox inbox, ErasedUsers erasedUsers, EventSettings settings, Clock clock, MeterRegistry meters) {
        this.inbox = inbox;
        this.erasedUsers = erasedUsers;
        this.clock = clock;
        this.retention = settings.inboxRetention();
        this.handled = Counter.builder("usher.inbox.handled")
                .description("Events that had their effect")
                .register(meters);
        this.repeated = Counter.builder("usher.inbox.repeated")
                .description("Events delivered again and passed over")
                .register(meters);
        this.buried = Counter.builder("usher.inbox.dead.letters")
                .description("Records nobody could read; each needs a person")
                .register(meters);
    }

    void handled(int received, int fresh) {
        handled.increment(fresh);
        repeated.increment((double) received - fresh);
    }

    void buried() {
        buried.increment();
    }

    void troubled(boolean now) {
        troubled = now;
    }

    /** Events wait to have their effect. */
    boolean isLate() {
        return troubled;
    }

    /** One limited batch a minute: a clock that jumped for a day must not empty the table. */
    void run() {
        if (System.nanoTime() - prunedAt < PRUNE_NANOS) {
            return;
        }
        prunedAt = System.nanoTime();
        try {
            var before = clock.instant().minus(retention);
            inbox.prune(before, PRUNED_AT_ONCE);
            // An event about a user may come late only as long as any may come again.
            erasedUsers.prune(before, PRUNED_AT_ONCE);
        } catch (RuntimeException later) {
            LOG.info("The inbox was not pruned: {}", later.toString());
        }
    }
}
