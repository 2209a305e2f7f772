package dev.usher.e2e.rig;

import dev.usher.e2e.rig.Moment.Direction;
import dev.usher.e2e.rig.Trap.Then;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A TCP line to a server on 127.0.0.1 that breaks when and how a test says: as a whole by a {@link Fault}, at one message by
 * a {@link Trap}. It keeps its port whatever happens to it.
 */
final class FaultProxy implements AutoCloseable {
    private static final Duration SLICE = Duration.ofMillis(50);

    private final Supplier<Protocol> protocol;
    private final int port;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Random jitter = new Random(1);
    private final Object changed = new Object();
    private volatile int target;
    private volatile Fault fault = Fault.PASS;
    private volatile Trap trap = Trap.NONE;
    private volatile boolean closed;
    private @Nullable ServerSocket door;
    private @Nullable Thread acceptor;

    /** @param target port of the server */
    FaultProxy(int target, Supplier<Protocol> protocol) {
        this.target = target;
        this.protocol = protocol;
        this.port = open(0).getLocalPort();
    }

    int port() {
        return port;
    }

    /** How many connections were accepted so far. */
    int accepted() {
        return accepted.get();
    }

    int openConnections() {
        return open.size();
    }

    /** New connections go there: the server has moved. */
    void target(int next) {
        target = next;
    }

    /** From now on, also on open connections. */
    void set(Fault next) {
        synchronized (changed) {
            fault = next;
            open.forEach(connection -> connection.answered.set(0));
            changed.notifyAll();
        }
        switch (next) {
            case Fault.Refuse() -> {
                closeDoor();
                reset();
            }
            case Fault.Reset() -> reset();
            case Fault.HalfClose() -> open.forEach(Connection::endAnswers);
            default -> {}
        }
        if (!(next instanceof Fault.Refuse) && !closed) {
            open(port);
        }
    }

    /** No fault, no trap. Connections that are open stay so. */
    void heal() {
        trap = Trap.NONE;
        set(Fault.PASS);
    }

    /** Resets every open connection, once. */
    void reset() {
        open.forEach(Connection::reset);
    }

    /** Asks the trap at every message from now on, instead of the one before. */
    void trap(Trap next) {
        trap = next;
    }

    /** Does something at the first such message, before it goes on. Completes afterwards with that message. */
    CompletableFuture<Moment> once(Predicate<Moment> such, Supplier<Then> action) {
        var met = new CompletableFuture<Moment>();
        var left = new AtomicInteger(1);
        trap = moment -> {
            if (!such.test(moment) || left.getAndDecrement() <= 0) {
                return Then.PASS;
            }
            var then = action.get();
            met.complete(moment);
            return then;
        };
        return met;
    }

    @Override
    public void close() {
        closed = true;
        closeDoor();
        synchronized (changed) {
            changed.notifyAll();
        }
        reset();
    }

    private synchronized ServerSocket open(int wanted) {
        var current = door;
        if (current != null) {
            return current;
        }
        try {
            var fresh = new ServerSocket();
            fresh.setReuseAddress(true);
            fresh.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 200);
            door = fresh;
            acceptor = Thread.ofPlatform()
                    .daemon()
                    .name("proxy-" + fresh.getLocalPort())
                    .start(() -> accept(fresh));
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void closeDoor() {
        var current = door;
        door = null;
        if (current != null) {
            closeQuietly(current);
            // The port is free only once nobody waits in accept any more: until then a client may still get in.
            try {
                if (acceptor != null) {
                    acceptor.join(5_000);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void accept(ServerSocket at) {
        while (!at.isClosed()) {
            try {
                var client = at.accept();
                accepted.incrementAndGet();
                var _ = Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException gone) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        var connection = new Connection(client);
        open.add(connection);
        connection.run();
    }

    /** The fault that holds now; while that is a line that hangs, nobody gets further than this. */
    private Fault passable() throws InterruptedException {
        synchronized (changed) {
            while (fault instanceof Fault.Hang && !closed) {
                changed.wait();
            }
            return fault;
        }
    }

    private Duration drawn(Fault.Delay delay) {
        var spread = delay.jitter().toMillis();
        synchronized (jitter) {
            return spread == 0 ? delay.time() : delay.time().plusMillis(jitter.nextLong(-spread, spread + 1));
        }
    }

    private static void closeQuietly(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception already) {
            // It is gone: that is all that was wanted.
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket server = new Socket();
        private final Protocol session = protocol.get();
        private final AtomicLong answered = new AtomicLong();

        Connection(Socket client) {
            this.client = client;
        }

        void run() {
            try {
                var now = passable();
                if (now instanceof Fault.Reset || closed) {
                    reset();
                    return;
                }
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2_000);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                if (now instanceof Fault.HalfClose) {
                    endAnswers();
                }
                var answers = Thread.ofVirtual().start(() -> pump(Direction.ANSWER, server, client));
                pump(Direction.REQUEST, client, server);
                answers.join();
            } catch (IOException nobodyThere) {
                reset();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                open.remove(this);
                closeQuietly(client);
                closeQuietly(server);
            }
        }

        /** An end of one direction is passed on as such; anything else ends both. */
        private void pump(Direction direction, Socket from, Socket to) {
            try {
                var in = from.getInputStream();
                var out = new BufferedOutputStream(to.getOutputStream(), 16_384);
                var bytes = new byte[16_384];
                int held = 0;
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes, held, bytes.length - held)) {
                    held = carry(direction, bytes, held + read, out);
                    if (held == bytes.length) {
                        bytes = Arrays.copyOf(bytes, 2 * held);
                    }
                }
                to.shutdownOutput();
            } catch (IOException broken) {
                reset();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                reset();
            }
        }

        /** Passes whole messages on and moves the rest to the front; returns how much that is. */
        private int carry(Direction direction, byte[] bytes, int end, OutputStream out)
                throws IOException, InterruptedException {
            int begin = 0;
            while (begin < end) {
                var rest = ByteBuffer.wrap(bytes, begin, end - begin).slice();
                int length = session.length(direction, rest);
                if (length <= 0 || length > rest.remaining()) {
                    break;
                }
                message(direction, bytes, begin, length, out);
                begin += length;
            }
            out.flush();
            System.arraycopy(bytes, begin, bytes, 0, end - begin);
            return end - begin;
        }

        private void message(Direction direction, byte[] bytes, int begin, int length, OutputStream out)
                throws IOException, InterruptedException {
            var moment = session.read(
                    direction, ByteBuffer.wrap(bytes, begin, length).slice());
            var then = Then.PASS;
            if (moment != null) {
                // What came before it has arrived by then.
                out.flush();
                then = trap.at(moment);
            }
            switch (then) {
                case PASS -> pass(direction, bytes, begin, length, out);
                case SWALLOW -> {}
                case RESET -> throw new SocketException("reset by a trap");
            }
        }

        private void pass(Direction direction, byte[] bytes, int begin, int length, OutputStream out)
                throws IOException, InterruptedException {
            var answer = direction == Direction.ANSWER;
            switch (passable()) {
                case Fault.Pass(), Fault.Hang() -> out.write(bytes, begin, length);
                case Fault.Refuse(), Fault.Reset() -> throw new SocketException("reset by a fault");
                case Fault.Swallow(), Fault.HalfClose() -> {
                    if (!answer) {
                        out.write(bytes, begin, length);
                    }
                }
                case Fault.Delay delay -> {
                    if (answer) {
                        out.flush();
                        Thread.sleep(drawn(delay));
                    }
                    out.write(bytes, begin, length);
                }
                case Fault.Throttle(int rate) -> throttle(rate, bytes, begin, length, out);
                case Fault.CutAfter(long limit) -> {
                    long room = answer ? limit - answered.getAndAdd(length) : length;
                    out.write(bytes, begin, Math.clamp(room, 0, length));
                    if (room <= length && answer) {
                        out.flush();
                        throw new SocketException("cut");
                    }
                }
            }
        }

        private static void throttle(int rate, byte[] bytes, int begin, int length, OutputStream out)
                throws IOException, InterruptedException {
            int slice = Math.max(1, (int) (rate * SLICE.toMillis() / 1_000));
            for (int done = 0; done < length; done += slice) {
                Thread.sleep(SLICE);
                out.write(bytes, begin + done, Math.min(slice, length - done));
                out.flush();
            }
        }

        void endAnswers() {
            try {
                client.shutdownOutput();
            } catch (IOException gone) {
                closeQuietly(client);
            }
        }

        /** Both ends read a reset (RST), not an end. */
        void reset() {
            for (var socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                } catch (SocketException closedAlready) {
                    // Nothing to say to this end any more.
                }
                closeQuietly(socket);
            }
        }
    }
}
