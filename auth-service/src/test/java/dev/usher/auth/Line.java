package dev.usher.auth;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP line to a server that breaks in the ways that lines break. */
final class Line implements AutoCloseable {
    private enum Fault {
        NONE,
        /** Requests arrive, answers are lost. */
        DEAF,
        /** Nothing arrives at all. */
        DEAD
    }

    private final ServerSocket door;
    private final InetSocketAddress server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = Fault.NONE;

    Line(URI target) {
        try {
            server = new InetSocketAddress(target.getHost(), target.getPort());
            door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Whoever asks waits for an answer that never comes, though the request took effect. */
    void losesAnswers() {
        fault = Fault.DEAF;
    }

    /** Whoever asks waits, and nothing happens. */
    void hangs() {
        fault = Fault.DEAD;
    }

    /** Connections made before are cut: what was under way is lost. */
    void heals() {
        fault = Fault.NONE;
        cut();
    }

    void cut() {
        open.forEach(Line::closeQuietly);
        open.clear();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var backend = new Socket(server.getAddress(), server.getPort());
                open.add(client);
                open.add(backend);
                Thread.ofVirtual().start(() -> pump(client, backend, Fault.DEAD));
                Thread.ofVirtual().start(() -> pump(backend, client, Fault.DEAF));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** @param stopper the fault in which this direction carries nothing; a dead line carries nothing in either */
    private void pump(Socket from, Socket to, Fault stopper) {
        var buffer = new byte[8192];
        try (var in = source(from);
                var out = sink(to)) {
            for (var length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (fault != stopper && fault != Fault.DEAD) {
                    out.write(buffer, 0, length);
                    out.flush();
                }
            }
        } catch (IOException cut) {
            closeQuietly(to);
        }
    }

    private static InputStream source(Socket socket) throws IOException {
        return socket.getInputStream();
    }

    private static OutputStream sink(Socket socket) throws IOException {
        return socket.getOutputStream();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException already) {
            throw new UncheckedIOException(already);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
