package dev.usher.notification.application;

import dev.usher.notification.application.port.Letters;
import dev.usher.notification.domain.Mail;
import dev.usher.notification.domain.MailAddress;
import dev.usher.notification.domain.Notification;

/** One line of text: the first name. */
public final class PlainLetters implements Letters {
    @Override
    public Mail compose(Notification notification) {
        var name = notification.model().getOrDefault("first_name", "");
        var markup = name.replace("&", "&amp;").replace("<", "&lt;");
        return new Mail(
                notification.messageId(),
                new MailAddress(notification.recipient()),
                notification.createdAt(),
                "en",
                "Hello",
                "Hello " + name,
                "<p>Hello " + markup + "</p>");
    }
}
