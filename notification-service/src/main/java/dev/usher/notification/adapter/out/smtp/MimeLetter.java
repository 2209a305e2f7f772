package dev.usher.notification.adapter.out.smtp;

import dev.usher.notification.domain.Mail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;

/** A mail as it goes over the wire: plain text and HTML as alternatives, UTF-8, marked as sent by a program (RFC 3834). */
final class MimeLetter extends MimeMessage {
    private static final String UTF_8 = "UTF-8";

    private final String messageId;

    MimeLetter(Session session, InternetAddress from, Mail mail) throws MessagingException {
        super(session);
        messageId = mail.messageId();
        setFrom(from);
        setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to().text()));
        setSubject(mail.subject(), UTF_8);
        setSentDate(Date.from(mail.date()));
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("Content-Language", mail.language());
        // The richest alternative comes last (RFC 2046 §5.1.4).
        setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
        saveChanges();
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
