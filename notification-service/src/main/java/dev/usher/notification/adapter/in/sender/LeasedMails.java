package dev.usher.notification.adapter.in.sender;

import dev.usher.notification.NotificationSettings;
import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.application.port.Ledger.Claim;
import dev.usher.notification.domain.Lane;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The mails that this instance has leased: a short queue that all workers share, filled by whoever finds it empty. What
 * waits in it is passed by mails of an earlier lane, so however many courtesies are under way, an urgent mail is the
 * next that a worker takes.
 */
@Singleton
final class LeasedMails implements AutoCloseable {
    /** Enough that claiming costs little beside sending, few enough that another instance gets its share. */
    private static final int BATCH = 64;

    /** How often the ledger is asked for earlier lanes while later ones wait here: a few queries more, not one a mail. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Ledger ledger;
    private final Doorbell bell;
    private final Duration lease;
    private final Clock clock;
    private final Queue<Claim> waiting = new PriorityQueue<>(Claim.ORDER);
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final ReentrantLock claiming = new ReentrantLock();
    private long looked;
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
        claiming.lock();
        try {
            var first = waiting.peek();
            if (first == null) {
                claim(Lane.COURTESY);
            } else {
                overtake(first.mail().kind().lane());
            }
            return Optional.ofNullable(waiting.poll());
        } finally {
            claiming.unlock();
        }
    }

    private void overtake(Lane lane) {
        if (lane != Lane.URGENT && System.nanoTime() - looked > LOOK.toNanos()) {
            claim(lane.before());
        }
    }

    private void claim(Lane last) {
        if (closed) {
            return;
        }
        var batch = ledger.claim(last, BATCH, lease, clock.instant());
        looked = System.nanoTime();
        held.addAll(batch);
        waiting.addAll(batch);
        // The caller takes one.
        batch.stream().skip(1).forEach(_ -> bell.ring());
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
