package dev.usher.notification.adapter.out.smtp;

import dev.usher.notification.NotificationSettings;
import dev.usher.notification.NotificationSettings.Dkim;
import dev.usher.notification.NotificationSettings.Smtp;
import dev.usher.notification.adapter.out.smtp.SmtpConnection.Phase;
import dev.usher.notification.application.port.MailServer;
import dev.usher.notification.domain.Mail;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The configured SMTP server. As many connections as mails are delivered at the same time; the pool keeps them open. */
@Singleton
final class SmtpMailServer implements MailServer, AutoCloseable {
    private final Optional<DkimSigning> signing;
    private final SmtpConnections connections;
    private final Session session;
    private final InternetAddress from;

    @Inject
    SmtpMailServer(NotificationSettings settings) throws UnsupportedEncodingException {
        this(settings.smtp(), settings.dkim(), address(settings.sender()), SmtpLimits.STANDARD, null);
    }

    SmtpMailServer(
            Smtp settings, Dkim dkim, InternetAddress from, SmtpLimits limits, @Nullable SSLSocketFactory trust) {
        this.signing = dkim.signing().map(DkimSigning::new);
        this.from = from;
        this.session = SmtpSession.of(settings, from, trust);
        this.connections = new SmtpConnections(settings, session, limits);
    }

    private static InternetAddress address(NotificationSettings.Sender sender) throws UnsupportedEncodingException {
        return new InternetAddress(sender.address().text(), sender.name(), StandardCharsets.UTF_8.name());
    }

    @Override
    public Answer deliver(Mail mail) {
        MimeLetter letter;
        try {
            letter = new MimeLetter(session, from, mail);
            if (signing.isPresent()) {
                signing.get().sign(letter);
            }
        } catch (MessagingException unencodable) {
            return new Answer.Refused("message cannot be encoded");
        }
        return deliver(letter, mail);
    }

    InternetAddress from() {
        return from;
    }

    private Answer deliver(MimeLetter letter, Mail mail) {
        for (var kept = connections.kept(); kept.isPresent(); kept = connections.kept()) {
            var answer = send(kept.get(), letter, mail);
            // A server may be through with a connection between two mails. It has not heard of this one then, and
            // says why to a fresh connection, if there is a reason.
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return switch (connections.open()) {
            case SmtpConnections.Opened.Failed(var error) -> new Answer.Unreachable(error);
            case SmtpConnections.Opened.Ready(var fresh) ->
                send(fresh, letter, mail).orElseGet(() -> answerToFirstMail(fresh));
        };
    }

    /** Empty if the connection failed before the server was told the recipient; it is closed then. */
    private Optional<Answer> send(SmtpConnection connection, MimeLetter letter, Mail mail) {
        Answer answer;
        try {
            connection.send(letter, new InternetAddress(mail.to().text()));
            answer = new Answer.Accepted();
        } catch (MessagingException | IllegalStateException refused) {
            if (connection.phase().isBeforeRecipient()) {
                connections.discard(connection);
                return Optional.empty();
            }
            answer = answer(connection);
        }
        connections.giveBack(connection);
        return Optional.of(answer);
    }

    /** Up to here nothing depended on the mail, but for what the server thinks of its sender. */
    private static Answer answerToFirstMail(SmtpConnection connection) {
        var reply = connection.reply();
        var saysNothingOfTheMail = reply.isNone() || reply.code() == SmtpReply.CLOSING || reply.isAboutOurCredentials();
        return saysNothingOfTheMail ? new Answer.Unreachable(error(connection)) : answer(connection);
    }

    private static Answer answer(SmtpConnection connection) {
        var reply = connection.reply();
        if (reply.isAboutOurCredentials()) {
            return new Answer.Unreachable(error(connection));
        }
        if (reply.isPermanent()) {
            return new Answer.Refused(error(connection));
        }
        // Any 2xx to the end of the message means that it was taken, though 250 is the one to expect.
        return connection.phase() == Phase.DOT && reply.isPositive()
                ? new Answer.Accepted()
                : new Answer.Deferred(error(connection));
    }

    private static String error(SmtpConnection connection) {
        return connection.phase() + " " + trouble(connection);
    }

    static String trouble(SmtpConnection connection) {
        if (connection.isExpired()) {
            return "timeout";
        }
        return connection.reply().isNone() || connection.reply().isPositive()
                ? "connection lost"
                : connection.reply().toString();
    }

    @Override
    @PreDestroy
    public void close() {
        connections.close();
    }
}
