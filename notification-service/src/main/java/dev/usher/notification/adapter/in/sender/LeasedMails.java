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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The mails that this instance has leased: a short queue that all workers share, filled by whoever finds it empty. What
 * waits in it is passed by mails of an earlier lane, so however many courtesies are under way, an urgent mail is the
 * next that a worker takes. What goes to a domain that has its share of the workers is passed by mails to any other.
 */
@Singleton
final class LeasedMails implements AutoCloseable {
    /** Enough that claiming costs little beside sending, few enough that another instance gets its share. */
    private static final int BATCH = 64;

    /** How often the ledger is asked again while something waits here: a few queries more, not one a mail. */
    private static final Duration LOOK = Duration.ofMillis(20);

    /** The ledger passes over what is due to full domains one by one. With very many that must not be all it does. */
    private static final int REST = 4;

    private final Ledger ledger;
    private final Doorbell bell;
    private final Duration lease;
    private final Clock clock;
    private final RecipientDomains domains;
    private final TreeSet<Claim> waiting = new TreeSet<>(Claim.ORDER);
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final ReentrantLock claiming = new ReentrantLock();
    private long overtaken = System.nanoTime() - LOOK.toNanos();
    private long looked = overtaken;
    private long pause = LOOK.toNanos();
    private boolean closed;

    @Inject
    LeasedMails(Ledger ledger, Doorbell bell, NotificationSettings settings, Clock clock) {
        this(ledger, bell, settings.mailsPerDomain(), settings.lease(), clock);
    }

    LeasedMails(Ledger ledger, Doorbell bell, int perDomain, Duration lease, Clock clock) {
        this.ledger = ledger;
        this.bell = bell;
        this.lease = lease;
        this.clock = clock;
        this.domains = new RecipientDomains(perDomain);
    }

    /** The next one to send; its domain is a mail fuller until it is {@link #done}. */
    Optional<Claim> next() {
        claiming.lock();
        try {
            candidates()
                    .findFirst()
                    .ifPresentOrElse(first -> overtake(first.mail().kind().lane()), this::look);
            var taken = candidates().findFirst();
            taken.ifPresent(this::begin);
            return taken;
        } finally {
            claiming.unlock();
        }
    }

    private Stream<Claim> candidates() {
        return waiting.stream().filter(claim -> !domains.isFull(claim.mail().domain()));
    }

    private void begin(Claim claim) {
        waiting.remove(claim);
        domains.begin(claim.mail().domain());
        if (candidates().findAny().isPresent()) {
            bell.ring();
        }
    }

    private void overtake(Lane lane) {
        if (lane != Lane.URGENT && System.nanoTime() - overtaken > LOOK.toNanos()) {
            claim(lane.before());
            overtaken = System.nanoTime();
        }
    }

    private void look() {
        if (domains.full().isEmpty() || System.nanoTime() - looked > pause) {
            var begin = System.nanoTime();
            claim(Lane.COURTESY);
            looked = System.nanoTime();
            pause = Math.max(LOOK.toNanos(), REST * (looked - begin));
        }
    }

    private void claim(Lane last) {
        if (!closed) {
            var batch = ledger.claim(last, domains.full(), BATCH, lease, clock.instant());
            held.addAll(batch);
            waiting.addAll(batch);
        }
    }

    void done(Claim claim) {
        held.remove(claim);
        claiming.lock();
        try {
            domains.end(claim.mail().domain());
        } finally {
            claiming.unlock();
        }
    }

    /**
     * To be called well within the lease: a mail may take longer than that to send. What waits for a domain where nothing
     * has ended since the last call is given back instead: it may be another instance's turn.
     */
    void renew() {
        claiming.lock();
        try {
            var stuck = domains.stuck();
            giveBack(waiting.stream()
                    .filter(claim -> stuck.contains(claim.mail().domain()))
                    .toList());
        } finally {
            claiming.unlock();
        }
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
            giveBack(List.copyOf(waiting));
        } finally {
            claiming.unlock();
        }
    }

    private void giveBack(List<Claim> claims) {
        if (!claims.isEmpty()) {
            ledger.release(claims, null);
            claims.forEach(waiting::remove);
            claims.forEach(held::remove);
        }
    }
}
