package dev.usher.notification;

import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.EraseUser;
import dev.usher.notification.application.QueueMail;
import dev.usher.notification.application.RedriveMail;
import dev.usher.notification.application.SendMail;
import dev.usher.notification.application.ServerGate;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.application.port.Letters;
import dev.usher.notification.application.port.MailServer;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** The composition root: event → {@link QueueMail} → ledger → {@link SendMail} → mail server. */
@Factory
final class NotificationWiring {
    @Singleton
    QueueMail queueMail(Ledger ledger, NotificationSettings settings, Clock clock) {
        return new QueueMail(ledger, settings.sender().address(), clock);
    }

    @Singleton
    SendMail sendMail(Ledger ledger, Letters letters, MailServer server, Clock clock) {
        return new SendMail(
                ledger,
                letters,
                server,
                clock,
                () -> ThreadLocalRandom.current().nextLong());
    }

    @Singleton
    EraseUser eraseUser(Ledger ledger, QueueMail queueMail, Clock clock) {
        return new EraseUser(ledger, queueMail, clock);
    }

    @Singleton
    RedriveMail redriveMail(Ledger ledger, Clock clock) {
        return new RedriveMail(ledger, clock);
    }

    /** Says whether the mail server takes mail at all. */
    @Singleton
    ServerGate serverGate() {
        return new ServerGate();
    }

    /** Wakes the senders when the ledger has something new. */
    @Singleton
    Doorbell doorbell(NotificationSettings settings) {
        return new Doorbell(settings.workers());
    }
}
