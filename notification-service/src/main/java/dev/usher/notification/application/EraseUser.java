package dev.usher.notification.application;

import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Notification;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * Says goodbye to somebody whose account was deleted, and forgets everything else. The farewell names no account, and
 * goes too: once it is sent, or a week after it was given up.
 */
public final class EraseUser {
    /** An operator may still send a farewell that was given up for so long. */
    public static final Duration LAST_CHANCE = Duration.ofDays(7);

    private final Ledger ledger;
    private final QueueMail queueMail;
    private final Clock clock;

    public EraseUser(Ledger ledger, QueueMail queueMail, Clock clock) {
        this.ledger = ledger;
        this.queueMail = queueMail;
        this.clock = clock;
    }

    /** To be called in one transaction. */
    public QueueMail.Result erase(UUID user, Notification.Request farewell) {
        ledger.erase(user, farewell.recipient());
        return queueMail.queue(farewell);
    }

    /** Farewells that nobody could deliver; to be called now and then. */
    public void forgetUndelivered() {
        ledger.forgetFarewells(clock.instant().minus(LAST_CHANCE));
    }
}
