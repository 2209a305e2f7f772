package dev.usher.notification.application;

import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.MailAddress;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Status;
import java.time.Clock;
import java.util.UUID;

/** Writes a mail that an event asks for into the ledger, once for each event and kind. Sending is somebody else's work. */
public final class QueueMail {
    public sealed interface Result {
        /** Due at once. */
        record Queued(UUID id) implements Result {}

        /** In the ledger, but its recipient is no address. */
        record Parked(UUID id) implements Result {}

        /** The event was seen before, or is about somebody whose account is gone. */
        record NotWanted() implements Result {}
    }

    private final Ledger ledger;
    private final MailAddress sender;
    private final Clock clock;

    /** @param sender whose domain the message ids carry */
    public QueueMail(Ledger ledger, MailAddress sender, Clock clock) {
        this.ledger = ledger;
        this.sender = sender;
        this.clock = clock;
    }

    public Result queue(Notification.Request request) {
        var notification = Notification.requested(request, sender.domain(), clock.instant());
        if (!ledger.add(notification)) {
            return new Result.NotWanted();
        }
        return notification.status() == Status.PARKED
                ? new Result.Parked(notification.id())
                : new Result.Queued(notification.id());
    }
}
