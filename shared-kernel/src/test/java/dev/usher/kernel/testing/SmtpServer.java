package dev.usher.kernel.testing;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * A real SMTP server on 127.0.0.1 (GreenMail). It accepts every mail and keeps the newest in memory, in the order of
 * arrival; a mail is here before its sender reads the 250.
 */
public final class SmtpServer implements AutoCloseable {
    private static final int KEEP = 20_000;

    private final Clock clock = Clock.systemUTC();
    private final Deque<Mail> mails = new ArrayDeque<>();
    private final GreenMail server;
    private long accepted;

    private SmtpServer(int port) {
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.getUserManager().setMessageDeliveryHandler((message, address) -> {
            accept(address.getEmail(), message.getMessage());
            return NOWHERE;
        });
        server.start();
    }

    /** On a free port, until this JVM ends. */
    public static SmtpServer start() {
        var server = start(0);
        Scratch.atExit(server::close);
        return server;
    }

    /** On the given port; 0 takes a free one. */
    public static SmtpServer start(int port) {
        return new SmtpServer(port);
    }

    private synchronized void accept(String to, MimeMessage message) {
        mails.addLast(Mail.read(++accepted, to, clock.instant(), message));
        if (mails.size() > KEEP) {
            mails.removeFirst();
        }
        notifyAll();
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /** How many mails were accepted since the start, forgotten ones included. */
    public synchronized long accepted() {
        return accepted;
    }

    /** All that are kept, oldest first. */
    public synchronized List<Mail> mails() {
        return List.copyOf(mails);
    }

    /** Those to one address, whatever its case, oldest first. */
    public List<Mail> mailsTo(String address) {
        return mails().stream().filter(to(address)).toList();
    }

    /**
     * The first mail to the address, waiting for it at most so long.
     *
     * @throws AssertionError when none arrives
     */
    public Mail awaitMail(String address, Duration limit) {
        return awaitMails(to(address), 1, limit).getFirst();
    }

    /**
     * All matching mails, as soon as there are so many.
     *
     * @throws AssertionError when the limit is over first
     */
    public synchronized List<Mail> awaitMails(Predicate<Mail> wanted, int count, Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var found = mails.stream().filter(wanted).toList();
            if (found.size() >= count) {
                return found;
            }
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("%d of %d mails after %s".formatted(found.size(), count, limit));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for a mail", e);
            }
        }
    }

    private static Predicate<Mail> to(String address) {
        return mail -> mail.to().equalsIgnoreCase(address);
    }

    /** Forgets all mails. */
    public synchronized void clear() {
        mails.clear();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** GreenMail wants a mailbox to put the mail into; ours is the list above, so its copy goes nowhere. */
    private static final GreenMailUser NOWHERE = (GreenMailUser) Proxy.newProxyInstance(
            SmtpServer.class.getClassLoader(),
            new Class<?>[] {GreenMailUser.class},
            (proxy, method, arguments) -> null);
}
