package dev.usher.notification.application;

import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Notification;
import dev.usher.notification.domain.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives mails that were given up another chance, after what kept them was mended. Sending is somebody else's work. */
public final class RedriveMail {
    public sealed interface Result {
        /** Due now, or being sent. What is stale or has no address will be parked again, unsent. */
        record Due(Notification mail) implements Result {}

        record AlreadySent() implements Result {}

        record Unknown() implements Result {}
    }

    /** Of one call, so that it ends in time. */
    public static final int LIMIT = 5_000;

    private final Ledger ledger;
    private final Clock clock;

    public RedriveMail(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    public Result redrive(UUID id) {
        boolean due = ledger.redrive(id, clock.instant());
        return ledger.find(id)
                // Sent meanwhile, if it was due.
                .map(mail -> due || mail.status() != Status.SENT ? new Result.Due(mail) : new Result.AlreadySent())
                .orElseGet(Result.Unknown::new);
    }

    /**
     * Parked mails only, those parked first, up to {@link #LIMIT}.
     *
     * @param kind null for any
     * @param parkedBefore null for whenever
     * @return how many
     */
    public int redrive(@Nullable Kind kind, @Nullable Instant parkedBefore) {
        var now = clock.instant();
        return ledger.redrive(kind, parkedBefore == null ? now : parkedBefore, LIMIT, now);
    }
}
