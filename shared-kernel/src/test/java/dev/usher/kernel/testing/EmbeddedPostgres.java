package dev.usher.kernel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL as a child process on 127.0.0.1, passwords required, {@code fsync} and {@code synchronous_commit} on:
 * what it acknowledged survives any kill. It runs as root, too, which PostgreSQL itself refuses.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String ADMIN = "postgres";

    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "fsync", "on",
            "synchronous_commit", "on",
            "max_connections", "300",
            "timezone", "UTC",
            "log_timezone", "UTC");

    private final ServerProcess process;
    private final int port;
    private final String password;

    private EmbeddedPostgres(ServerProcess process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** A fresh cluster on a free port, gone when this JVM ends. */
    public static EmbeddedPostgres start() {
        var directory = Scratch.directory("postgres");
        var log = directory.resolve("postgres.log");
        var server = Scratch.onFreePort(port -> start(directory.resolve("data"), port, "only-for-tests", log));
        Scratch.atExit(server::close);
        return server;
    }

    /**
     * Starts on the data directory, made first when it does not exist.
     *
     * @param password of the administrator, taken over only when the cluster is made
     * @throws IllegalStateException with the last log lines when it does not come up within 30 s
     */
    public static EmbeddedPostgres start(Path data, int port, String password, Path log) {
        try {
            var home = PostgresBinaries.home();
            var drop = Unprivileged.command();
            if (!Files.exists(data.resolve("PG_VERSION"))) {
                initialise(home, drop, data, password);
            }
            var command = new ArrayList<>(drop);
            command.addAll(List.of(
                    home.resolve("bin/postgres").toString(),
                    "-D",
                    data.toAbsolutePath().toString(),
                    "-p",
                    "" + port));
            SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
            // SIGTERM would wait for the clients to leave.
            var process = ServerProcess.start("PostgreSQL", command, Map.of(), log, "INT");
            var server = new EmbeddedPostgres(process, port, password);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL in " + data, e);
        }
    }

    private static void initialise(Path home, List<String> drop, Path data, String password) throws IOException {
        Files.createDirectories(data);
        Unprivileged.own(data);
        var secret = Files.createTempFile("usher", ".pw");
        try {
            Files.writeString(secret, password);
            Unprivileged.own(secret);
            var command = new ArrayList<>(drop);
            command.addAll(List.of(
                    home.resolve("bin/initdb").toString(),
                    "--pgdata=" + data.toAbsolutePath(),
                    "--username=" + ADMIN,
                    "--pwfile=" + secret,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-sync",
                    "--no-instructions"));
            run(command);
        } finally {
            Files.delete(secret);
        }
    }

    private static void run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("initdb failed:\n" + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void awaitReady() {
        try {
            process.await(Duration.ofSeconds(30), () -> {
                try (var connection = admin().dataSource().getConnection()) {
                    return connection.isValid(1);
                }
            });
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
    }

    /** The administrator's way in. */
    public Database admin() {
        return admin(port, password);
    }

    /** The administrator's way into a server of ours on that port. */
    public static Database admin(int port, String password) {
        return new Database("jdbc:postgresql://127.0.0.1:" + port + "/" + ADMIN, ADMIN, password);
    }

    public int port() {
        return port;
    }

    public ServerProcess process() {
        return process;
    }

    /** Fast shutdown: open transactions are rolled back. */
    @Override
    public void close() {
        process.close();
    }
}
