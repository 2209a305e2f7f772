package dev.usher.notification.adapter.out.smtp;

import dev.usher.notification.NotificationSettings.Smtp;
import dev.usher.notification.NotificationSettings.StartTls;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Opens connections, keeps those that can take another mail, and closes what nobody used for a while. Thread-safe. */
final class SmtpConnections implements AutoCloseable {
    sealed interface Opened {
        record Ready(SmtpConnection connection) implements Opened {}

        record Failed(String error) implements Opened {}
    }

    private record Kept(SmtpConnection connection, long since) {}

    private final Smtp settings;
    private final Session session;
    private final URLName server;
    private final SmtpLimits limits;
    private final ConcurrentLinkedDeque<Kept> kept = new ConcurrentLinkedDeque<>();
    private final SmtpDeadlines deadlines;

    SmtpConnections(Smtp settings, Session session, SmtpLimits limits) {
        this.settings = settings;
        this.session = session;
        this.limits = limits;
        var credentials = settings.credentials();
        this.server = new URLName(
                "smtp",
                settings.host(),
                settings.port(),
                null,
                credentials.map(Smtp.Credentials::username).orElse(null),
                credentials.map(known -> known.password().reveal()).orElse(null));
        this.deadlines = new SmtpDeadlines(this::closeIdle);
    }

    /** The one used last, so that those no longer needed grow old. */
    Optional<SmtpConnection> kept() {
        return Optional.ofNullable(kept.pollFirst()).map(Kept::connection);
    }

    void giveBack(SmtpConnection connection) {
        if (connection.isUsable()) {
            kept.addFirst(new Kept(connection, System.nanoTime()));
        } else {
            discard(connection);
        }
    }

    void discard(SmtpConnection connection) {
        deadlines.remove(connection);
        connection.abandon();
    }

    Opened open() {
        try {
            return greet(connect());
        } catch (UnknownHostException noAddress) {
            return new Opened.Failed("connect unknown host");
        } catch (SocketTimeoutException silent) {
            return new Opened.Failed("connect timeout");
        } catch (IOException refused) {
            return new Opened.Failed("connect refused");
        }
    }

    private Opened greet(Socket socket) {
        var connection = new SmtpConnection(session, server, socket, limits);
        deadlines.add(connection);
        try {
            connection.open();
            return new Opened.Ready(connection);
        } catch (MessagingException failed) {
            discard(connection);
            return new Opened.Failed("connect " + why(connection, failed));
        }
    }

    private String why(SmtpConnection connection, MessagingException failed) {
        if (connection.isExpired()) {
            return "timeout";
        }
        if (failed instanceof AuthenticationFailedException) {
            return "credentials refused " + connection.reply();
        }
        if (failed.getCause() instanceof SSLException) {
            return "TLS failed";
        }
        if (settings.startTls() == StartTls.REQUIRED
                && connection.reply().isPositive()
                && !connection.supportsExtension("STARTTLS")) {
            return "STARTTLS not offered";
        }
        return SmtpMailServer.trouble(connection);
    }

    private Socket connect() throws IOException {
        IOException last = new UnknownHostException(settings.host());
        for (var address : InetAddress.getAllByName(settings.host())) {
            // Keeps the configured name with the address: it is what the certificate is checked against.
            var named = InetAddress.getByAddress(settings.host(), address.getAddress());
            var socket = new Socket();
            try {
                socket.connect(
                        new InetSocketAddress(named, settings.port()),
                        Math.toIntExact(limits.connect().toMillis()));
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException failed) {
                socket.close();
                last = failed;
            }
        }
        throw last;
    }

    private void closeIdle() {
        for (@Nullable Kept oldest = kept.peekLast();
                oldest != null
                        && System.nanoTime() - oldest.since() > limits.idle().toNanos();
                oldest = kept.peekLast()) {
            if (kept.remove(oldest)) {
                close(oldest.connection());
            }
        }
    }

    private void close(SmtpConnection connection) {
        deadlines.remove(connection);
        try {
            connection.close();
        } catch (MessagingException alreadyGone) {
            connection.abandon();
        }
    }

    @Override
    public void close() {
        deadlines.close();
        for (var rest = kept.pollFirst(); rest != null; rest = kept.pollFirst()) {
            close(rest.connection());
        }
    }
}
