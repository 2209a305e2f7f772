package dev.usher.kernel.job;

import dev.usher.kernel.web.ServiceMain;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a job in place of its service. Progress and complaints go to the standard error, the result to the standard
 * output. Exits with 0 when the job is done, 1 when it failed or was stopped half-way, 2 for arguments that do not do.
 */
public final class JobMain {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_ARGUMENTS = 2;
    /** Time to finish what is under way and to say how far it got, after SIGTERM. */
    private static final Duration STOP = Duration.ofSeconds(8);

    private JobMain() {}

    /**
     * Runs the job that the first argument names, and ends the process. Returns when it names none: then the service is
     * meant. To be called before anything else, so that logs do not mix with the result.
     */
    public static void run(String service, Class<?> main, String[] args, Job... jobs) {
        for (var job : jobs) {
            if (args.length > 0 && job.name().equals(args[0])) {
                System.setProperty("logback.configurationFile", "logback-job.xml");
                System.exit(untilStopped(service, main, job, Arrays.asList(args).subList(1, args.length)));
            }
        }
    }

    /** SIGTERM interrupts the job, and the process waits for its result. */
    private static int untilStopped(String service, Class<?> main, Job job, List<String> arguments) {
        var runner = Thread.currentThread();
        var done = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            runner.interrupt();
                            try {
                                done.await(STOP.toMillis(), TimeUnit.MILLISECONDS);
                            } catch (InterruptedException hurry) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop"));
        try {
            return run(service, main, job, arguments);
        } finally {
            done.countDown();
        }
    }

    @SuppressWarnings("SystemOut") // What a command says is its interface.
    private static int run(String service, Class<?> main, Job job, List<String> arguments) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            System.out.println(job.usage().strip());
            return DONE;
        }
        try {
            var outcome = job.run(arguments, JobSettings.of(service, main, Map.of()), System.err::println);
            System.out.println(outcome.result());
            return outcome.failure() == null ? DONE : refuse(job, FAILED, outcome.failure());
        } catch (IllegalArgumentException wrong) {
            return refuse(job, WRONG_ARGUMENTS, wrong.getMessage() + " (--help says more)");
        } catch (SQLException | RuntimeException failure) {
            return refuse(job, FAILED, ServiceMain.reason(failure));
        } catch (InterruptedException stopped) {
            return refuse(job, FAILED, "stopped");
        }
    }

    @SuppressWarnings("SystemOut")
    private static int refuse(Job job, int code, String reason) {
        System.err.println(job.name() + ": " + reason);
        return code;
    }
}
