package dev.usher.kernel.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server on 127.0.0.1 that fails where a test wants it to: at each phase of the dialogue it asks its
 * {@link Script} what to do, and it remembers every mail that it took. Without a script it takes everything at once.
 */
public final class ScriptedSmtp implements AutoCloseable {
    /** Where the dialogue is; {@code CONTENT} is after the first line of the message, {@code DOT} after its end. */
    public enum Phase {
        BANNER,
        EHLO,
        STARTTLS,
        AUTH,
        MAIL,
        RCPT,
        DATA,
        CONTENT,
        DOT
    }

    /** What to do at a phase. */
    public sealed interface Step {
        /** Goes on as a server that likes everything. */
        record Accept() implements Step {}

        /** Answers this line; from 400 up the command has failed, with 421 the connection closes too. */
        record Reply(String line) implements Step {}

        /** Says nothing more until the client or the server closes. */
        record Stall() implements Step {}

        /** Waits, then accepts. */
        record Delay(Duration time) implements Step {}

        /** Closes the connection. */
        record Drop() implements Step {}

        /** Only at {@code DOT}: takes the mail and closes the connection before saying so. */
        record TakeAndDrop() implements Step {}
    }

    public static final Step ACCEPT = new Step.Accept();
    public static final Step STALL = new Step.Stall();
    public static final Step DROP = new Step.Drop();
    public static final Step TAKE_AND_DROP = new Step.TakeAndDrop();

    /** Called by the threads of all connections; {@code line} is the command, empty where there is none. */
    @FunctionalInterface
    public interface Script {
        Step at(Phase phase, String line);
    }

    /** A mail that the server took: envelope as given in the commands, content as sent, dots unstuffed. */
    public record Received(String from, List<String> to, String content) {
        /** The first header of that name, unfolded; null without one. */
        public @Nullable String header(String name) {
            var head = content.substring(0, content.indexOf("\r\n\r\n") + 2).replaceAll("\r\n[ \t]+", " ");
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    private final ServerSocket server;
    private final Thread acceptor;
    private final @Nullable SSLContext tls;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile Script script = (phase, line) -> ACCEPT;

    private ScriptedSmtp(int port, @Nullable SSLContext tls) {
        this.tls = tls;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = Thread.ofPlatform().daemon().name("scripted-smtp-" + port()).start(this::accept);
    }

    /** On a free port, without TLS. */
    public static ScriptedSmtp start() {
        return start(0);
    }

    /** On the given port, for a server that comes back. */
    public static ScriptedSmtp start(int port) {
        return new ScriptedSmtp(port, null);
    }

    /** Offers STARTTLS with the keys of the context. */
    public static ScriptedSmtp startWithTls(SSLContext tls) {
        return new ScriptedSmtp(0, tls);
    }

    /** From now on, also on open connections. */
    public ScriptedSmtp script(Script next) {
        script = next;
        return this;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Every mail that was taken, whether or not the client heard of it, in order. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** How many mails were taken; cheap enough to be asked again and again. */
    public int taken() {
        return taken.get();
    }

    /** Every command line so far, of all connections. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** How many connections were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open now. */
    public int openConnections() {
        return open.size();
    }

    /** Frees the port and drops every connection. */
    @Override
    public void close() {
        try {
            server.close();
            // The port is free only once nobody waits in accept any more: until then a client may still get in.
            acceptor.join(Duration.ofSeconds(5));
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Dialogue(socket).run();
        } catch (IOException | Hangup gone) {
            // The end of a connection is nothing to report: the client's view of it is what a test looks at.
        } finally {
            open.remove(socket);
        }
    }

    /** Ends a dialogue from wherever it is. */
    private static final class Hangup extends RuntimeException {
        Hangup() {
            super(null, null, false, false);
        }
    }

    private final class Dialogue {
        private final Socket socket;
        private InputStream in;
        private OutputStream out;
        private boolean secure;
        private String from = "";
        private List<String> to = new ArrayList<>();

        Dialogue(Socket socket) throws IOException {
            this.socket = socket;
            in = new BufferedInputStream(socket.getInputStream());
            out = new BufferedOutputStream(socket.getOutputStream());
        }

        void run() throws IOException {
            step(Phase.BANNER, "", "220 scripted ESMTP");
            for (var line = readLine(); line != null; line = readLine()) {
                commands.add(line);
                command(line, line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT));
            }
        }

        private void command(String line, String verb) throws IOException {
            switch (verb) {
                case "EHLO", "HELO" ->
                    step(
                            Phase.EHLO,
                            line,
                            "250-scripted" + (tls == null || secure ? "" : "\r\n250-STARTTLS")
                                    + "\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME");
                case "STARTTLS" -> startTls(line);
                case "AUTH" -> step(Phase.AUTH, line, "235 2.7.0 ok");
                case "MAIL" -> {
                    if (step(Phase.MAIL, line, "250 2.1.0 ok")) {
                        from = line.substring("MAIL FROM:".length());
                        to = new ArrayList<>();
                    }
                }
                case "RCPT" -> {
                    if (step(Phase.RCPT, line, "250 2.1.5 ok")) {
                        to.add(line.substring("RCPT TO:".length()));
                    }
                }
                case "DATA" -> {
                    if (step(Phase.DATA, line, "354 go on")) {
                        message();
                    }
                }
                case "QUIT" -> throw new Hangup();
                default -> say("250 2.0.0 ok");
            }
        }

        private void message() throws IOException {
            var content = new StringBuilder();
            for (var line = readLine(); !".".equals(line); line = readLine()) {
                if (line == null) {
                    throw new Hangup();
                }
                if (content.isEmpty()) {
                    step(Phase.CONTENT, "", null);
                }
                content.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            var mail = new Received(from, List.copyOf(to), content.toString());
            // In the list before anybody can know: what the client was told, a test can see.
            var step = script.at(Phase.DOT, mail.to().toString());
            if (!(step instanceof Step.Reply || step instanceof Step.Drop || step instanceof Step.Stall)) {
                received.add(mail);
                taken.incrementAndGet();
            }
            perform(step, "250 2.0.0 taken");
        }

        private void startTls(String line) throws IOException {
            var context = tls;
            if (context == null || !step(Phase.STARTTLS, line, "220 2.0.0 go on")) {
                return;
            }
            var layered = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
            layered.setUseClientMode(false);
            in = new BufferedInputStream(layered.getInputStream());
            out = new BufferedOutputStream(layered.getOutputStream());
            secure = true;
        }

        /** True if the command succeeded. */
        private boolean step(Phase phase, String line, @Nullable String ok) throws IOException {
            return perform(script.at(phase, line), ok);
        }

        private boolean perform(Step step, @Nullable String ok) throws IOException {
            return switch (step) {
                case Step.Accept() -> say(ok);
                case Step.Reply(var line) -> {
                    say(line);
                    if (line.startsWith("421")) {
                        throw new Hangup();
                    }
                    yield line.charAt(0) < '4';
                }
                case Step.Delay(var time) -> {
                    pause(time);
                    yield say(ok);
                }
                case Step.Stall() -> {
                    pause(Duration.ofHours(1));
                    throw new Hangup();
                }
                case Step.Drop(), Step.TakeAndDrop() -> throw new Hangup();
            };
        }

        private boolean say(@Nullable String line) throws IOException {
            if (line != null) {
                out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            return true;
        }

        /** Ends early when the client or a test closes the connection. */
        private void pause(Duration time) throws IOException {
            socket.setSoTimeout(Math.toIntExact(time.toMillis()));
            try {
                in.mark(1);
                if (in.read() < 0) {
                    throw new Hangup();
                }
                in.reset();
            } catch (java.net.SocketTimeoutException over) {
                socket.setSoTimeout(0);
            }
        }

        private @Nullable String readLine() throws IOException {
            var line = new ByteArrayOutputStream(120);
            for (var next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                if (next != '\r') {
                    line.write(next);
                }
            }
            return null;
        }
    }
}
