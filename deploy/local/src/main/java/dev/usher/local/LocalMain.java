package dev.usher.local;

import dev.usher.local.dataset.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code deploy/local/up}, once everything is built. */
public final class LocalMain {
    /** Of the products; another one is another catalogue. */
    private static final long SEED = 1;

    private LocalMain() {}

    /**
     * Runs the platform until it is told to stop. Exit status: 0 after a demo that worked, 1 when something failed (products
     * that did not get in, too), 2 when the command line or the machine does not allow a start.
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
            if (options.products() && !load(platform)) {
                return 1;
            }
            if (options.demo()) {
                return new Demo(platform.gateway(), platform.mailbox(), platform.admin(), System.out).run() ? 0 : 1;
            }
            throw platform.awaitFailure();
        }
    }

    private static boolean load(Platform platform) throws IOException {
        var data = new DataSet(SEED, DataSet.PRODUCTS);
        return new ProductLoad(platform.gateway(), platform.admin(), platform.sellerPassword(), data)
                .run(System.out, Progress.isTerminal());
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
