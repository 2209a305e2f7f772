package dev.usher.kernel.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One connection, byte by byte: for what no HTTP client would send, and for what it would not show. */
final class Wire implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(15_000);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The next answer; its body as Content-Length or chunks say. */
    Reply reply(boolean bodyExpected) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            var next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + head.toString(ISO_8859_1));
            }
            head.write(next);
        }
        var lines = head.toString(ISO_8859_1).split("\r\n", -1);
        var headers = new TreeMap<String, String>();
        for (var i = 1; i < lines.length - 2; i++) {
            var colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (one, two) -> one + ", " + two);
        }
        var body = bodyExpected
                ? in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")))
                : new byte[0];
        return new Reply(Integer.parseInt(lines[0].split(" ", 3)[1]), headers, new String(body, ISO_8859_1));
    }

    Reply reply() throws IOException {
        return reply(true);
    }

    /** Says that nothing more will be sent. */
    Wire finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Reads to the end; how many bytes there were. */
    long drain() throws IOException {
        var total = 0L;
        var buffer = new byte[65536];
        try {
            for (int read; (read = in.read(buffer)) >= 0; ) {
                total += read;
            }
        } catch (SocketException reset) {
            // Also an end.
        }
        return total;
    }

    /** The status of the next answer; 0 when the server closes without one. */
    int statusOrClosed() throws IOException {
        try {
            return reply().status();
        } catch (IOException closed) {
            if (closed instanceof SocketTimeoutException) {
                throw closed;
            }
            return 0;
        }
    }

    /** True when the server closes without saying anything more. */
    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Reply(int status, Map<String, String> headers, String body) {
        JsonNode json() throws IOException {
            return Json.strict().readTree(body);
        }

        Reply isProblem(int status, String code) throws IOException {
            assertThat(this.status).as(toString()).isEqualTo(status);
            assertThat(headers).containsEntry("content-type", "application/problem+json");
            assertThat(json().path("code").asText()).isEqualTo(code);
            assertThat(json().path("status").asInt()).isEqualTo(status);
            assertThat(json().path("type").asText()).isEqualTo("urn:usher:problem:" + code);
            assertThat(headers)
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("cache-control", "no-store")
                    .containsKey("content-security-policy");
            return this;
        }
    }
}
