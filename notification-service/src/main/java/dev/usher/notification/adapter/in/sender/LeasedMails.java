package dev.usher.notification.adapter.in.sender;

import dev.usher.notification.NotificationSettings;
import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.application.port.Ledger.Claim;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/** The mails that this instance has leased: a short queue that all workers share, filled by whoever finds it empty. */
@Singleton
final class LeasedMails implements AutoCloseable {
    /** Enough that claiming costs little beside sending, few enough that another instance gets its share. */
    private static final int BATCH = 64;

    private final Ledger ledger;
    private final Doorbell bell;
    private final Duration lease;
    private final Clock clock;
    private final Queue<Claim> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final ReentrantLock claiming = new ReentrantLock();
    private boolean closed;

    @Inject
    LeasedMails(Ledger ledger, Doorbell bell, NotificationSettings settings, Clock clock) {
        this(ledger, bell, settings.lease(), clock);
    }

    LeasedMails(Ledger ledger, Doorbell bell, Duration lease, Clock clock) {
        this.ledger = ledger;
        this.bell = bell;
        this.lease = lease;
        this.clock = clock;
    }

    Optional<Claim> next() {
        var ready = Optional.ofNullable(waiting.poll());
        if (ready.isPresent()) {
            return ready;
        }
        claiming.lock();
        try {
            var filledMeanwhile = Optional.ofNullable(waiting.poll());
            return filledMeanwhile.isPresent() || closed ? filledMeanwhile : claim();
        } finally {
            claiming.unlock();
        }
    }

    private Optional<Claim> claim() {
        var batch = ledger.claim(BATCH, lease, clock.instant());
        held.addAll(batch);
        batch.stream().skip(1).forEach(claim -> {
            waiting.add(claim);
            bell.ring();
        });
        return batch.stream().findFirst();
    }

    void done(Claim claim) {
        held.remove(claim);
    }

    /** To be called well within the lease: a mail may take longer than that to send. */
    void renew() {
        if (!held.isEmpty()) {
            ledger.renew(List.copyOf(held), lease);
        }
    }

    /** Gives back what nobody has begun; what is still being sent keeps its lease, which ends by itself. */
    @Override
    public void close() {
        claiming.lock();
        try {
            closed = true;
            var rest = new ArrayList<Claim>();
            for (var claim = waiting.poll(); claim != null; claim = waiting.poll()) {
                rest.add(claim);
            }
            if (!rest.isEmpty()) {
                ledger.release(rest, null);
            }
        } finally {
            claiming.unlock();
        }
    }
}
