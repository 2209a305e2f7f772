package dev.usher.notification.application;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.application.port.Ledger.Claim;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.application.port.MailServer;
import dev.usher.notification.application.port.MailServer.Answer;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.ParkReason;
import dev.usher.notification.domain.RetryPolicy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sends one mail that is ours, in two steps: {@link #attempt} talks to the mail server and writes nothing,
 * {@link #record} writes what came of it. They are apart so that a ledger that is away for a moment costs a repeated
 * {@code record}, never a second copy of the mail.
 */
public final class SendMail {
    /** What came of an attempt. */
    public sealed interface Outcome {
        record Accepted() implements Outcome {}

        /** May be tried again. */
        record Failed(String error) implements Outcome {}

        record Hopeless(ParkReason reason, String error) implements Outcome {}

        /** Not this mail's fault: the server takes none. */
        record ServerAway(String error) implements Outcome {}

        /** The lease ended before the attempt; nothing was sent. */
        record LeaseLost() implements Outcome {}
    }

    /** How the mail stands in the ledger now. */
    public sealed interface Result {
        record Sent() implements Result {}

        record Retried(Instant at) implements Result {}

        record Parked(ParkReason reason) implements Result {}

        /** As it was before the attempt. */
        record Released() implements Result {}

        /** Another sender has it. */
        record Lost() implements Result {}
    }

    private final Ledger ledger;
    private final Letters letters;
    private final MailServer server;
    private final Clock clock;
    private final RandomGenerator random;

    public SendMail(Ledger ledger, Letters letters, MailServer server, Clock clock, RandomGenerator random) {
        this.ledger = ledger;
        this.letters = letters;
        this.server = server;
        this.clock = clock;
        this.random = random;
    }

    public Outcome attempt(Claim claim) {
        if (claim.mail().isStale(clock.instant())) {
            return new Outcome.Hopeless(ParkReason.EXPIRED, ParkReason.EXPIRED.wire());
        }
        Mail mail;
        try {
            mail = letters.compose(claim.mail());
        } catch (InvalidValue notAnAddress) {
            return new Outcome.Hopeless(ParkReason.INVALID_ADDRESS, ParkReason.INVALID_ADDRESS.wire());
        }
        // The last thing before the effect: a process that was stopped for a while must not act on an old lease.
        if (!ledger.holds(claim)) {
            return new Outcome.LeaseLost();
        }
        return switch (server.deliver(mail)) {
            case Answer.Accepted() -> new Outcome.Accepted();
            case Answer.Deferred(var error) -> new Outcome.Failed(error);
            case Answer.Refused(var error) -> new Outcome.Hopeless(ParkReason.REJECTED, error);
            case Answer.Unreachable(var error) -> new Outcome.ServerAway(error);
        };
    }

    /** Repeatable: as long as nobody else took the lease, doing it again after a failure writes the same. */
    public Result record(Claim claim, Outcome outcome) {
        var now = clock.instant();
        return switch (outcome) {
            case Outcome.Accepted() -> ledger.sent(claim, now) ? new Result.Sent() : new Result.Lost();
            case Outcome.Failed(var error) -> retryOrPark(claim, error, now);
            case Outcome.Hopeless(var reason, var error) -> park(claim, reason, error);
            case Outcome.ServerAway(var error) -> releaseOrPark(claim, error, now);
            case Outcome.LeaseLost() -> new Result.Lost();
        };
    }

    private Result retryOrPark(Claim claim, String error, Instant now) {
        var mail = claim.mail();
        var next = RetryPolicy.next(mail.attempts() + 1, mail.createdAt(), now, random.nextDouble());
        if (next.isEmpty()) {
            return park(claim, ParkReason.EXPIRED, error);
        }
        return ledger.retry(claim, next.get(), error) ? new Result.Retried(next.get()) : new Result.Lost();
    }

    private Result releaseOrPark(Claim claim, String error, Instant now) {
        if (RetryPolicy.isOver(claim.mail().createdAt(), now)) {
            return park(claim, ParkReason.EXPIRED, error);
        }
        ledger.release(List.of(claim), error);
        return new Result.Released();
    }

    private Result park(Claim claim, ParkReason reason, String error) {
        return ledger.park(claim, reason, error, clock.instant()) ? new Result.Parked(reason) : new Result.Lost();
    }
}
