package dev.usher.notification.adapter.in.sender;

import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.EraseUser;
import dev.usher.notification.application.port.Ledger;
import java.time.Duration;

/** What must happen again and again: look for mails that became due, keep leases, free those of dead senders, measure. */
final class SenderTimer implements AutoCloseable {
    /** How late a retry, a probe or a mail whose nudge was lost may be. */
    private static final Duration TICK = Duration.ofMillis(250);

    private static final Duration STOP = Duration.ofSeconds(1);

    private static final int TICKS_BETWEEN_RECLAIMS = 8;
    /** A minute. */
    private static final int TICKS_BETWEEN_FAREWELLS = 240;

    private final Doorbell bell;
    private final Ledger ledger;
    private final EraseUser eraseUser;
    private final LeasedMails mails;
    private final SenderMetrics metrics;
    private final LedgerWatch watch;
    private final Duration lease;
    private final Thread thread;

    SenderTimer(
            Doorbell bell,
            Ledger ledger,
            EraseUser eraseUser,
            LeasedMails mails,
            SenderMetrics metrics,
            LedgerWatch watch,
            Duration lease) {
        this.watch = watch;
        this.bell = bell;
        this.ledger = ledger;
        this.eraseUser = eraseUser;
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
                if (tick % TICKS_BETWEEN_FAREWELLS == 0) {
                    guarded(eraseUser::forgetUndelivered);
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
    private void guarded(Runnable work) {
        try {
            work.run();
            watch.answered();
        } catch (RuntimeException failed) {
            watch.failed(failed);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
