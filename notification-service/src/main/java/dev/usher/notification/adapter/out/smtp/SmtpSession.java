package dev.usher.notification.adapter.out.smtp;

import dev.usher.notification.NotificationSettings.Smtp;
import dev.usher.notification.NotificationSettings.StartTls;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.jspecify.annotations.Nullable;

/** The settings of Jakarta Mail, all that we use of them. */
final class SmtpSession {
    /**
     * Jakarta Mail looks its stream encoders up anew for every part of every mail, through all jars of the class path:
     * two fifths of the cost of sending. This is its own way of naming them once.
     */
    private static final String ENCODERS = "jakarta.mail.util.StreamProvider";

    static {
        System.setProperty(ENCODERS, MailStreamProvider.class.getName());
    }

    private SmtpSession() {}

    /** @param trust whose certificates are believed; null for those that the JVM trusts */
    static Session of(Smtp settings, InternetAddress from, @Nullable SSLSocketFactory trust) {
        var address = from.getAddress();
        var properties = new Properties();
        properties.setProperty("mail.smtp.from", address);
        // What we are called in EHLO; without it the library would ask DNS for a name of this machine.
        properties.setProperty("mail.smtp.localhost", address.substring(address.lastIndexOf('@') + 1));
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.sendpartial", "false");
        properties.setProperty(
                "mail.smtp.auth", Boolean.toString(settings.credentials().isPresent()));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        if (settings.startTls() == StartTls.REQUIRED) {
            properties.setProperty("mail.smtp.starttls.enable", "true");
            properties.setProperty("mail.smtp.starttls.required", "true");
            properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
            properties.setProperty("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
            if (trust != null) {
                properties.put("mail.smtp.ssl.socketFactory", trust);
            }
        }
        return Session.getInstance(properties);
    }
}
