package dev.usher.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The platform that {@code deploy/local/up} brings up, on free ports and with a state folder of its own. */
final class Platform implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final int PORTS = 6;
    /** What the first super-admin logs in with. */
    static final Map<String, String> ADMIN =
            Map.of("email", "root@example.com", "password", "violet-harbour-93-quartz");

    private final Process process;
    private final Path state;

    private Platform(Process process, Path state) {
        this.process = process;
        this.state = state;
    }

    /** Starts a platform and waits until every service is ready; the caller closes it. */
    static Platform start(String name, String... options) {
        try {
            var root = Path.of(System.getProperty("usher.root")).toAbsolutePath();
            var state = root.resolve("deploy/e2e/target").resolve(name);
            Files.createDirectories(state);
            Files.deleteIfExists(state.resolve("platform.json"));
            var command =
                    new ArrayList<>(List.of(root.resolve("deploy/local/up").toString()));
            command.addAll(List.of("--port-base", String.valueOf(freePortBase()), "--state", state.toString()));
            command.addAll(List.of(options));
            var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
            // The tests measure everything but the hash, which has its own benchmark: the cheapest cost that is
            // allowed.
            builder.environment().put("BCRYPT_COST", "10");
            builder.environment().put("BOOTSTRAP_ADMIN_EMAIL", ADMIN.get("email"));
            builder.environment().put("BOOTSTRAP_ADMIN_PASSWORD", ADMIN.get("password"));
            builder.redirectOutput(state.resolve("up.log").toFile());
            var platform = new Platform(builder.start(), state);
            platform.awaitReady();
            return platform;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its folder, for commands that look for platform.json. */
    Path state() {
        return state;
    }

    String gateway() {
        return text("gateway");
    }

    String mailbox() {
        return text("mailbox");
    }

    String kafka() {
        return text("kafka");
    }

    /** Address of one service's first replica, for what the gateway does not carry. */
    String service(String name) {
        return text(name);
    }

    List<Long> pids(String name) {
        var found = new ArrayList<Long>();
        read().path("pids").path(name).forEach(pid -> found.add(pid.asLong()));
        return found;
    }

    /** Sends SIGKILL to every replica of a service and waits until those processes are gone. */
    void kill(String name) {
        for (long pid : pids(name)) {
            ProcessHandle.of(pid).ifPresent(handle -> {
                handle.destroyForcibly();
                handle.onExit().orTimeout(5, TimeUnit.SECONDS).join();
            });
        }
    }

    Connection database(String service) throws SQLException {
        var access = read().path("postgres").path(service);
        return DriverManager.getConnection(
                access.path("url").asText(),
                access.path("username").asText(),
                access.path("password").asText());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String text(String member) {
        return read().path(member).asText();
    }

    private JsonNode read() {
        try {
            return JSON.readTree(state.resolve("platform.json").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        Awaitility.await("platform.json in " + state)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(
                                "deploy/local/up ended:\n" + Files.readString(state.resolve("up.log")));
                    }
                    return Files.exists(state.resolve("platform.json"));
                });
    }

    private static int freePortBase() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (allFree(base)) {
                return base;
            }
        }
        throw new IllegalStateException("no free run of ports found");
    }

    private static boolean allFree(int base) {
        for (int port = base; port < base + PORTS; port++) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
