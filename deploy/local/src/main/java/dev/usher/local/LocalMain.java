package dev.usher.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code deploy/local/up}, once everything is built. */
public final class LocalMain {
    private LocalMain() {}

    /**
     * Runs the platform until it is told to stop. Exit status: 0 after a demo that worked, 1 when something failed, 2 when
     * the command line or the machine does not allow a start.
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        var startedAt = System.nanoTime();
        var root =
                Path.of(System.getProperty("usher.root", ".")).toAbsolutePath().normalize();
        try {
            var options = Options.parse(arguments, root.resolve("deploy/local/target"));
            if (options.products()) {
                throw new Failure(
                        "--products is not available yet: there is no product catalogue to load them into.",
                        Failure.USAGE);
            }
            var variables = Variables.of(System.getenv(), root.resolve("deploy/local/.env"));
            // Before anything of an earlier run is cleared away.
            Ports.requireFree(Ports.of(options, variables.get("SMTP_HOST").isEmpty()));
            var directories = Directories.of(options);
            logTo(directories.logs());
            return run(options, new Platform(options, variables, root, directories), startedAt);
        } catch (Failure e) {
            System.err.println(e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            System.err.println("Cannot start: " + e);
            return 1;
        }
    }

    private static int run(Options options, Platform platform, long startedAt) throws IOException {
        var stop = new Thread(() -> stop(platform), "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try (platform) {
            var progress = new Progress(System.out, Progress.isTerminal());
            try {
                platform.start(progress);
            } finally {
                progress.end();
            }
            var seconds = (System.nanoTime() - startedAt) / 1e9;
            Welcome.print(System.out, platform, options, seconds);
            if (options.demo()) {
                return new Demo(platform.gateway(), platform.mailbox(), platform.admin(), System.out).run() ? 0 : 1;
            }
            throw platform.awaitFailure();
        }
    }

    /** Before the first class that has a logger. */
    private static void logTo(Path directory) {
        System.setProperty("usher.logs", directory.toString());
        System.setProperty("logback.configurationFile", "dev/usher/local/logback.xml");
        System.setProperty("org.jboss.logging.provider", "slf4j");
    }

    private static void stop(Platform platform) {
        platform.close();
        System.out.println("Stopped.");
    }
}
