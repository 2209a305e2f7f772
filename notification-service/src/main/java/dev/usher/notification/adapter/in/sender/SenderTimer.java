package dev.usher.notification.adapter.in.sender;

import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.port.Ledger;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must happen again and again: look for mails that became due, keep leases, free those of dead senders, measure. */
final class SenderTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SenderTimer.class);
    /** How late a retry, a probe or a mail whose nudge was lost may be. */
    private static final Duration TICK = Duration.ofMillis(250);

    private static final int TICKS_BETWEEN_RECLAIMS = 8;

    private final Doorbell bell;
    private final Ledger ledger;
    private final LeasedMails mails;
    private final SenderMetrics metrics;
    private final Duration lease;
    private final Thread thread;

    SenderTimer(Doorbell bell, Ledger ledger, LeasedMails mails, SenderMetrics metrics, Duration lease) {
        this.bell = bell;
        this.ledger = ledger;
        this.mails = mails;
        this.metrics = metrics;
        this.lease = lease;
        this.thread = Thread.ofPlatform().daemon().name("mail-timer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        var renewed = System.nanoTime();
        try {
            for (var tick = 0L; ; tick++) {
                Thread.sleep(TICK);
                bell.ring();
                // A third: two renewals may fail before a lease is lost.
                if (System.nanoTime() - renewed > lease.toNanos() / 3) {
                    renewed = System.nanoTime();
                    guarded(mails::renew);
                }
                if (tick % TICKS_BETWEEN_RECLAIMS == 0) {
                    guarded(ledger::reclaim);
                    guarded(() -> metrics.backlog(ledger.backlog()));
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** The loop's boundary: what fails now is tried again, and a timer that dies would let every lease end. */
    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            LOG.warn("the mail ledger does not answer: {}", failed.toString());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
