package dev.usher.e2e.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.e2e.rig.Moment.Direction;
import dev.usher.e2e.rig.Trap.Then;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The faults as a client sees them, with a server that sends back what it gets, and the messages of each protocol. */
class FaultProxyTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> served = new ConcurrentLinkedQueue<>();
    private ServerSocket echo;
    private FaultProxy proxy;

    FaultProxyTest() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = new FaultProxy(echo.getLocalPort(), () -> Protocol.RAW);
    }

    @BeforeEach
    void serve() {
        opened.add(echo);
        opened.add(proxy);
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try {
                    var client = echo.accept();
                    Thread.ofVirtual().start(() -> echo(client));
                } catch (IOException closed) {
                    return;
                }
            }
        });
    }

    private void echo(Socket client) {
        try (client) {
            var bytes = new byte[4096];
            var in = client.getInputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                served.add(new String(bytes, 0, read, StandardCharsets.US_ASCII));
                client.getOutputStream().write(bytes, 0, read);
            }
        } catch (IOException gone) {
            // The client's view is what is tested.
        }
    }

    @AfterEach
    void close() throws Exception {
        for (var one : opened) {
            one.close();
        }
    }

    private Socket client() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(300);
        opened.add(socket);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hear(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static String ask(Socket socket, String text) throws IOException {
        say(socket, text);
        return hear(socket, text.length());
    }

    @Test
    void a_whole_line_carries_both_ways_and_an_end_is_an_end() throws IOException {
        var client = client();
        assertThat(ask(client, "hello")).isEqualTo("hello");
        client.shutdownOutput();
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        await().until(() -> proxy.openConnections() == 0);
    }

    @Test
    void refused_and_open_again_on_the_same_port() throws IOException {
        var before = client();
        assertThat(ask(before, "a")).isEqualTo("a");
        proxy.set(Fault.REFUSE);
        assertThatThrownBy(() -> hear(before, 1)).isInstanceOf(SocketException.class);
        assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
        proxy.heal();
        assertThat(ask(client(), "b")).isEqualTo("b");
    }

    @Test
    void a_hanging_line_delivers_when_it_goes_on() throws IOException {
        var before = client();
        assertThat(ask(before, "a")).isEqualTo("a");
        proxy.set(Fault.HANG);
        say(before, "late");
        assertThatThrownBy(() -> hear(before, 1)).isInstanceOf(SocketTimeoutException.class);
        var during = client();
        say(during, "new");
        assertThatThrownBy(() -> hear(during, 1)).isInstanceOf(SocketTimeoutException.class);
        assertThat(served).containsExactly("a");
        proxy.heal();
        assertThat(hear(before, 4)).isEqualTo("late");
        assertThat(hear(during, 3)).isEqualTo("new");
    }

    @Test
    void reset_is_a_reset_and_not_an_end() throws IOException {
        var before = client();
        assertThat(ask(before, "a")).isEqualTo("a");
        proxy.set(Fault.RESET);
        assertThatThrownBy(() -> hear(before, 1))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
        assertThatThrownBy(() -> ask(client(), "b")).isInstanceOf(SocketException.class);
    }

    @Test
    void half_closed_takes_requests_and_says_nothing_more() throws IOException {
        var client = client();
        assertThat(ask(client, "a")).isEqualTo("a");
        proxy.set(Fault.HALF_CLOSE);
        assertThat(client.getInputStream().read()).isEqualTo(-1);
        say(client, "b");
        await().until(() -> served.contains("b"));
    }

    @Test
    void a_swallowed_answer_was_asked_for() throws IOException {
        var client = client();
        assertThat(ask(client, "a")).isEqualTo("a");
        proxy.set(Fault.SWALLOW);
        say(client, "b");
        assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketTimeoutException.class);
        assertThat(served).contains("b");
    }

    @Test
    void delay_throttle_and_cut() throws IOException {
        var client = client();
        proxy.set(new Fault.Delay(Duration.ofMillis(100), Duration.ofMillis(20)));
        long begin = System.nanoTime();
        assertThat(ask(client, "a")).isEqualTo("a");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(80), Duration.ofMillis(250));
        proxy.set(new Fault.Throttle(1_000));
        begin = System.nanoTime();
        assertThat(ask(client, "x".repeat(100))).hasSize(100);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(100));
        proxy.set(new Fault.CutAfter(3));
        say(client, "abcdef");
        assertThat(hear(client, 3)).isEqualTo("abc");
        assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketException.class);
    }

    @Test
    void a_server_that_is_away_or_moves() throws Exception {
        var other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        opened.add(other);
        proxy.target(other.getLocalPort());
        var client = client();
        say(client, "moved");
        assertThat(new String(other.accept().getInputStream().readNBytes(5), StandardCharsets.US_ASCII))
                .isEqualTo("moved");
        other.close();
        assertThatThrownBy(() -> ask(client(), "gone")).isInstanceOf(SocketException.class);
    }

    /** The moments that the messages make, each split wherever a packet could end. */
    private static List<String> moments(Supplier<Protocol> protocol, Object... messages) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var proxy = new FaultProxy(server.getLocalPort(), protocol);
                var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                var backend = server.accept()) {
            var seen = new ConcurrentLinkedQueue<String>();
            proxy.trap(moment -> {
                seen.add((moment.direction() == Direction.REQUEST ? "> " : "< ") + moment.what() + " " + moment.by());
                return Then.PASS;
            });
            client.setTcpNoDelay(true);
            backend.setTcpNoDelay(true);
            for (int i = 0; i < messages.length; i += 2) {
                var request = "> ".equals(messages[i]);
                var bytes = (byte[]) messages[i + 1];
                var from = request ? client : backend;
                var to = request ? backend : client;
                int half = bytes.length / 2;
                from.getOutputStream().write(bytes, 0, half);
                TimeUnit.MILLISECONDS.sleep(20);
                from.getOutputStream().write(bytes, half, bytes.length - half);
                assertThat(to.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
            }
            return seen.stream().map(String::strip).toList();
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] postgres(String type, String... texts) throws IOException {
        var body = new ByteArrayOutputStream();
        for (var text : texts) {
            body.write(text(text));
            body.write(0);
        }
        var message = new ByteArrayOutputStream();
        var out = new DataOutputStream(message);
        out.writeBytes(type);
        out.writeInt(4 + body.size());
        body.writeTo(out);
        return message.toByteArray();
    }

    private static byte[] ints(int... values) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int value : values) {
            new DataOutputStream(bytes).writeInt(value);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.write(part);
        }
        return bytes.toByteArray();
    }

    @Test
    void postgresql_statements_by_their_name_and_text() throws Exception {
        var startup = text("application_name\0auth relay\0user\0auth\0\0");
        assertThat(moments(
                        PostgresProtocol::new,
                        "> ",
                        ints(8, 80877103),
                        "< ",
                        text("N"),
                        "> ",
                        joined(ints(8 + startup.length, 196608), startup),
                        "> ",
                        joined(
                                postgres("P", "S_1", "insert into account values (1)"),
                                postgres("B", "", "S_1"),
                                postgres("P", "S_2", "COMMIT"),
                                postgres("S")),
                        "< ",
                        joined(postgres("1"), postgres("C", "INSERT 0 1")),
                        "> ",
                        postgres("B", "", "S_2"),
                        "< ",
                        postgres("C", "COMMIT"),
                        "> ",
                        postgres("Q", "select 1")))
                .containsExactly(
                        "> INSERT auth relay",
                        "< INSERT auth relay",
                        "> COMMIT auth relay",
                        "< COMMIT auth relay",
                        "> SELECT auth relay");
    }

    @Test
    void kafka_answers_by_the_request_they_belong_to() throws Exception {
        byte[] produce = {0, 0, 0, 9, 0, 0, 0, 7, 0, 3, 'a', 'b', 'c'};
        byte[] fetch = {0, 1, 0, 9, 0, 0, 0, 8, -1, -1};
        assertThat(moments(
                        KafkaProtocol::new,
                        "> ",
                        joined(ints(produce.length), produce, ints(fetch.length), fetch),
                        "< ",
                        joined(ints(6, 8), new byte[2]),
                        "< ",
                        joined(ints(6, 7), new byte[2])))
                .containsExactly("> PRODUCE abc", "> FETCH", "< FETCH", "< PRODUCE abc");
    }

    @Test
    void redis_answers_in_the_order_of_the_commands() throws Exception {
        assertThat(moments(
                        RedisProtocol::new,
                        "> ",
                        text("*3\r\n$7\r\nEVALSHA\r\n$2\r\nab\r\n$1\r\n1\r\n*1\r\n$4\r\nPING\r\n"),
                        "< ",
                        text("*2\r\n$7\r\nrotated\r\n*1\r\n:5\r\n+PONG\r\n"),
                        "> ",
                        text("*2\r\n$3\r\nget\r\n$1\r\nk\r\n"),
                        "< ",
                        text("$-1\r\n")))
                .containsExactly("> EVALSHA", "> PING", "< EVALSHA", "< PING", "> GET", "< GET");
    }

    @Test
    void smtp_by_its_verbs_and_the_dot() throws Exception {
        assertThat(moments(
                        SmtpProtocol::new,
                        "< ",
                        text("220 here\r\n"),
                        "> ",
                        text("EHLO me\r\n"),
                        "< ",
                        text("250-here\r\n250 8BITMIME\r\n"),
                        "> ",
                        text("DATA\r\n"),
                        "< ",
                        text("354 go on\r\n"),
                        "> ",
                        text("Subject: x\r\n\r\nQUIT\r\n.\r\n"),
                        "< ",
                        text("250 taken\r\n"),
                        "> ",
                        text("QUIT\r\n")))
                .containsExactly("< BANNER", "> EHLO", "< EHLO", "> DATA", "< DATA", "> DOT", "< DOT", "> QUIT");
    }

    @Test
    void a_trap_loses_one_answer_and_the_next_comes() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var line = new FaultProxy(server.getLocalPort(), RedisProtocol::new);
                var client = new Socket(InetAddress.getLoopbackAddress(), line.port());
                var backend = server.accept()) {
            client.setSoTimeout(200);
            var met = line.once(moment -> moment.isAnswer("PING"), () -> Then.SWALLOW);
            say(client, "*1\r\n$4\r\nPING\r\n");
            assertThat(hear(backend, 14)).endsWith("PING\r\n");
            say(backend, "+PONG\r\n");
            assertThat(met.get(1, TimeUnit.SECONDS).what()).isEqualTo("PING");
            assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketTimeoutException.class);
            say(client, "*1\r\n$4\r\nPING\r\n");
            assertThat(hear(backend, 14)).endsWith("PING\r\n");
            say(backend, "+AGAIN\r\n");
            assertThat(hear(client, 8)).isEqualTo("+AGAIN\r\n");
            line.trap(moment -> Then.RESET);
            say(client, "*1\r\n$4\r\nPING\r\n");
            assertThatThrownBy(() -> hear(client, 1)).isInstanceOf(SocketException.class);
        }
    }
}
