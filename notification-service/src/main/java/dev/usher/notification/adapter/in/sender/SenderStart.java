package dev.usher.notification.adapter.in.sender;

import dev.usher.notification.NotificationSettings;
import dev.usher.notification.application.Doorbell;
import dev.usher.notification.application.EraseUser;
import dev.usher.notification.application.SendMail;
import dev.usher.notification.application.ServerGate;
import dev.usher.notification.application.port.Ledger;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;

/** Sending begins with the service and ends, mail by mail, before the service's connections close. */
@Singleton
final class SenderStart implements ApplicationEventListener<StartupEvent> {
    private final MailSender sender;
    private final SenderTimer timer;

    SenderStart(
            NotificationSettings settings,
            Ledger ledger,
            SendMail sendMail,
            EraseUser eraseUser,
            ServerGate gate,
            Doorbell bell,
            LeasedMails mails,
            SenderMetrics metrics,
            LedgerWatch watch) {
        sender = new MailSender(settings.workers(), sendMail, gate, bell, mails, metrics, watch);
        timer = new SenderTimer(bell, ledger, eraseUser, mails, metrics, watch, settings.lease());
    }

    @Override
    public void onApplicationEvent(StartupEvent started) {
        sender.start();
        timer.start();
    }

    @PreDestroy
    void stop() {
        sender.close();
        timer.close();
    }
}
