package dev.usher.notification.adapter.in.sender;

import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.SendMail;
import dev.usher.notification.application.SendMail.Outcome;
import dev.usher.notification.application.SendMail.Result;
import dev.usher.notification.application.ServerGate;
import dev.usher.notification.application.port.Ledger.Claim;
import dev.usher.notification.domain.ParkReason;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers: each takes one leased mail at a time, sends it and records what came of it, and waits for the bell when
 * there is none. A worker that is stuck with a silent server holds back its own mail only.
 */
final class MailSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
    /** How long a taken mail is kept from being sent twice while the ledger is away. */
    private static final Duration RECORD_LIMIT = Duration.ofMinutes(10);

    private static final Duration BREATHER = Duration.ofMillis(500);
    private static final Duration LAST_MAIL = Duration.ofSeconds(5);

    private final SendMail sendMail;
    private final ServerGate gate;
    private final Doorbell bell;
    private final LeasedMails mails;
    private final SenderMetrics metrics;
    private final LedgerWatch watch;
    private final List<Thread> workers;
    private volatile boolean stopping;

    MailSender(
            int workers,
            SendMail sendMail,
            ServerGate gate,
            Doorbell bell,
            LeasedMails mails,
            SenderMetrics metrics,
            LedgerWatch watch) {
        this.watch = watch;
        this.sendMail = sendMail;
        this.gate = gate;
        this.bell = bell;
        this.mails = mails;
        this.metrics = metrics;
        this.workers = IntStream.rangeClosed(1, workers)
                .mapToObj(number -> Thread.ofPlatform()
                        .daemon()
                        .name("mail-sender-" + number)
                        .unstarted(this::work))
                .toList();
    }

    void start() {
        workers.forEach(Thread::start);
    }

    private void work() {
        try {
            while (!stopping) {
                if (!sendNext()) {
                    bell.await();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if there is nothing to do now. */
    private boolean sendNext() throws InterruptedException {
        var pass = gate.pass(System.nanoTime());
        if (pass.isEmpty()) {
            return false;
        }
        try {
            var claim = mails.next();
            watch.answered();
            if (claim.isEmpty()) {
                gate.handBack(pass.get());
                return false;
            }
            send(claim.get(), pass.get());
        } catch (RuntimeException ledgerAway) {
            // The loop's boundary: whatever it was, a sender that dies sends nothing any more.
            gate.handBack(pass.get());
            watch.failed(ledgerAway);
            Thread.sleep(BREATHER);
        }
        return true;
    }

    private void send(Claim claim, ServerGate.Pass pass) throws InterruptedException {
        try {
            var outcome = attempt(claim, pass);
            var answered = System.nanoTime();
            var result = record(claim, outcome);
            metrics.count(claim, outcome, result, Duration.ofNanos(System.nanoTime() - answered));
            if (result instanceof Result.Parked(var reason)) {
                LOG.warn("Mail {} is parked: {}", claim.mail().id(), reason.wire());
            }
        } finally {
            mails.done(claim);
        }
    }

    private Outcome attempt(Claim claim, ServerGate.Pass pass) {
        try {
            var outcome = sendMail.attempt(claim);
            tell(pass, outcome);
            return outcome;
        } catch (RuntimeException unsent) {
            // Nothing was sent: the ledger could not confirm the lease, or the letter cannot be written.
            gate.handBack(pass);
            LOG.warn("Mail {} was not tried: {}", claim.mail().id(), unsent.toString());
            return new Outcome.Failed("not tried");
        }
    }

    private void tell(ServerGate.Pass pass, Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _, Outcome.Failed _ -> reached(pass);
            case Outcome.Hopeless hopeless when hopeless.reason() == ParkReason.REJECTED -> reached(pass);
            case Outcome.Hopeless _, Outcome.LeaseLost _ -> gate.handBack(pass);
            case Outcome.ServerAway(var error) -> {
                if (gate.away(pass, error, System.nanoTime())) {
                    LOG.warn("The mail server takes no mail, all wait: {}", error);
                }
            }
        }
    }

    private void reached(ServerGate.Pass pass) {
        if (gate.reached(pass, System.nanoTime())) {
            LOG.info("The mail server takes mail again");
        }
    }

    /** Until it is written: the mail server may have the mail, so forgetting would mean a second copy. */
    private Result record(Claim claim, Outcome outcome) throws InterruptedException {
        var limit = System.nanoTime() + RECORD_LIMIT.toNanos();
        while (true) {
            try {
                return sendMail.record(claim, outcome);
            } catch (RuntimeException ledgerAway) {
                watch.failed(ledgerAway);
                if (System.nanoTime() - limit > 0 || stopping) {
                    LOG.error(
                            "Mail {} may be sent twice: what came of it could not be recorded",
                            claim.mail().id());
                    return new Result.Lost();
                }
                Thread.sleep(BREATHER);
            }
        }
    }

    /** Lets each worker finish the mail that it has, gives the others back. */
    @Override
    public void close() {
        stopping = true;
        workers.forEach(_ -> bell.ring());
        var limit = System.nanoTime() + LAST_MAIL.toNanos();
        for (var worker : workers) {
            try {
                worker.join(Math.max(1, (limit - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            worker.interrupt();
        }
        mails.close();
    }
}
