package dev.usher.notification.adapter.out.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * One connection to the mail server, used by one thread at a time. It knows how far a mail got and what the server
 * said there, and has a deadline for whatever it waits for now.
 *
 * <p>The transport's own time-outs cannot express this: they are one value for every read, and restart with every byte.
 * So a deadline is set before each wait, and {@link SmtpDeadlines} closes the socket when it has passed.
 */
final class SmtpConnection extends SMTPTransport {
    /** How far it is; each begins with its command. */
    enum Phase {
        CONNECT,
        MAIL,
        RCPT,
        DATA,
        DOT;

        /** Nothing of the mail but its sender has been sent so far. */
        boolean isBeforeRecipient() {
            return this == CONNECT || this == MAIL;
        }
    }

    private static final long NONE = Long.MAX_VALUE;

    private final Socket socket;
    private final SmtpLimits limits;
    private volatile long deadline = NONE;
    private volatile boolean expired;
    private Phase phase = Phase.CONNECT;
    private SmtpReply reply = SmtpReply.NONE;
    private boolean broken;

    /** @param socket connected; from now on this object's to close */
    SmtpConnection(Session session, URLName server, Socket socket, SmtpLimits limits) {
        super(session, server);
        this.socket = socket;
        this.limits = limits;
    }

    /** Greeting, EHLO, STARTTLS and AUTH, as configured. */
    void open() throws MessagingException {
        try {
            await(limits.answer());
            connect(socket);
        } finally {
            deadline = NONE;
        }
    }

    /** Sends one mail to one recipient. It was taken if and only if this returns. */
    void send(MimeMessage message, InternetAddress to) throws MessagingException {
        begin(Phase.MAIL);
        try {
            sendMessage(message, new InternetAddress[] {to});
        } finally {
            deadline = NONE;
        }
    }

    Phase phase() {
        return phase;
    }

    /** The first answer to the command of the {@link #phase}. */
    SmtpReply reply() {
        return reply;
    }

    /** True if it was closed because a deadline had passed. */
    boolean isExpired() {
        return expired;
    }

    /** True if another mail can be sent over it. */
    boolean isUsable() {
        return !broken && !expired;
    }

    /** Closes it at once when its deadline has passed; called by another thread. */
    void expire(long nanoTime) {
        var limit = deadline;
        if (limit != NONE && nanoTime - limit >= 0) {
            expired = true;
            abandon();
        }
    }

    /** Closes the socket without a word; safe from any thread. */
    void abandon() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            broken = true;
        }
    }

    @Override
    protected void rcptTo() throws MessagingException {
        begin(Phase.RCPT);
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        begin(Phase.DATA);
        return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        begin(Phase.DOT);
        super.finishData();
    }

    private void begin(Phase next) {
        phase = next;
        reply = SmtpReply.NONE;
        await(limits.write());
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        // After the first answer of a phase comes at most the RSET that tidies up behind a refusal.
        var first = reply.isNone() || phase == Phase.CONNECT;
        await(phase == Phase.DOT && first ? limits.afterDot() : limits.answer());
        broken = true;
        var code = super.readServerResponse();
        broken = code < 0 || code == SmtpReply.CLOSING;
        var answer = SmtpReply.of(code, getLastServerResponse());
        if (first && !answer.isNone()) {
            reply = answer;
        }
        await(limits.write());
        return code;
    }

    private void await(Duration limit) {
        deadline = System.nanoTime() + limit.toNanos();
    }
}
