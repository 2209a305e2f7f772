package dev.usher.kernel.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** A real Redis as a child process on 127.0.0.1: append-only file on, nothing evicted, so that a kill loses at most a second. */
public final class EmbeddedRedis implements AutoCloseable {
    private final ServerProcess process;
    private final int port;

    private EmbeddedRedis(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** An empty one on a free port, gone when this JVM ends. */
    public static EmbeddedRedis start() {
        var directory = Scratch.directory("redis");
        var server = Scratch.onFreePort(port -> start(directory, port, directory.resolve("redis.log")));
        Scratch.atExit(server::close);
        return server;
    }

    /**
     * Starts on the data directory, made when it does not exist.
     *
     * @param settings further ones as for the command line: {@code "--appendfsync", "always"}
     * @throws IllegalStateException with the last log lines when it does not answer within 10 s
     */
    public static EmbeddedRedis start(Path data, int port, Path log, String... settings) {
        try {
            Files.createDirectories(data);
            var command = new ArrayList<>(List.of(
                    executable().toString(),
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    "" + port,
                    "--dir",
                    data.toAbsolutePath().toString(),
                    "--appendonly",
                    "yes",
                    "--maxmemory-policy",
                    "noeviction",
                    "--save",
                    ""));
            command.addAll(List.of(settings));
            var process = ServerProcess.start("Redis", command, Map.of(), log);
            var server = new EmbeddedRedis(process, port);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Redis in " + data, e);
        }
    }

    private static synchronized Path executable() throws IOException {
        var directory = Files.createDirectories(Scratch.shared().resolve("redis"));
        try (var found = Files.newDirectoryStream(directory, "redis-server-*")) {
            for (var executable : found) {
                return executable;
            }
        }
        // Unpacked under a name of its own first: another JVM may be starting the same file.
        var unpacked = Files.createTempDirectory(directory, "unpacking-");
        var executable = ExecutableProvider.newJarResourceProvider(unpacked.toFile())
                .get()
                .toPath();
        var target = directory.resolve(executable.getFileName());
        Files.move(executable, target, StandardCopyOption.ATOMIC_MOVE);
        Scratch.delete(unpacked);
        return target;
    }

    private void awaitReady() {
        try {
            process.await(Duration.ofSeconds(10), () -> {
                try (var answer = ask("127.0.0.1", port, "PING")) {
                    return "+PONG".equals(answer.readLine());
                }
            });
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
    }

    /** {@code 6.2.11}, as the server says; empty when it says nothing to strangers. */
    public static Optional<String> version(String url) {
        var address = URI.create(url);
        var port = address.getPort() < 0 ? 6379 : address.getPort();
        try (var answer = ask(address.getHost(), port, "INFO server")) {
            return answer.lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring("redis_version:".length()))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis at " + address.getHost() + ":" + port + " does not answer", e);
        }
    }

    @SuppressWarnings("resource") // closing the reader closes the socket
    private static BufferedReader ask(String host, int port, String command) throws IOException {
        var socket = new Socket();
        socket.connect(new InetSocketAddress(host, port), 500);
        socket.setSoTimeout(500);
        socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public ServerProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
