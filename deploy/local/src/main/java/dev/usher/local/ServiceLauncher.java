package dev.usher.local;

import dev.usher.kernel.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs one service as it is shipped: {@code java -jar} of what the build made. */
public final class ServiceLauncher {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Service service;
    private final Path jar;

    private ServiceLauncher(Service service, Path jar) {
        this.service = service;
        this.jar = jar;
    }

    /**
     * @param root of the source tree
     * @throws Failure when the service is not built
     */
    public static ServiceLauncher of(Service service, Path root) {
        var jar = root.resolve(service.module()).resolve("target/" + service.module() + ".jar");
        if (!Files.exists(jar)) {
            throw new Failure(jar + " is missing: start the platform with deploy/local/up, which builds it");
        }
        return new ServiceLauncher(service, jar);
    }

    /**
     * Starts a process and does not wait for it.
     *
     * @param environment see {@link ServiceEnvironment}
     * @param jvm arguments besides the usual ones, which they win over
     */
    public ServerProcess launch(Map<String, String> environment, Path log, String... jvm) {
        var command = new ArrayList<>(List.of(Jvm.java(), "-Xmx192m"));
        command.addAll(Jvm.FRUGAL);
        command.addAll(List.of(jvm));
        command.addAll(List.of("-jar", jar.toString()));
        return ServerProcess.start(service.module(), command, environment, log);
    }

    /**
     * Asks the service on that port whether it is ready. Asked over and over while both cores are wanted elsewhere, so
     * without an HTTP client, whose start costs a second.
     */
    public static boolean isReady(int port) throws IOException, InterruptedException {
        Thread.sleep(POLL);
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
            socket.setSoTimeout(3000);
            socket.getOutputStream()
                    .write("GET /health/readiness HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return status.equals("HTTP/1.1 200");
        }
    }
}
