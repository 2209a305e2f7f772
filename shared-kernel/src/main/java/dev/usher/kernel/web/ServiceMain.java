package dev.usher.kernel.web;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a service, or says in one line why it cannot, and exits with 1. */
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);
    private static final Pattern UNSET = Pattern.compile("Could not resolve placeholder \\$\\{([^}:]+)");

    private ServiceMain() {}

    /**
     * Runs until the process is told to stop (SIGTERM): then no further request is taken, those in flight are answered,
     * and it exits within 10 s.
     *
     * @param requiredVariables environment variables without which the service must not start
     */
    public static void run(String serviceName, Class<?> main, String[] args, String... requiredVariables) {
        var wrong = Variables.problem(System.getenv(), requiredVariables);
        if (wrong.isPresent()) {
            refuse(serviceName, wrong.get());
            return;
        }
        try {
            start(serviceName, main, args);
        } catch (RuntimeException failure) {
            LOG.debug("start-up failed", failure);
            refuse(serviceName, reason(failure));
        }
    }

    private static void start(String serviceName, Class<?> main, String[] args) {
        var context = ApplicationContext.builder(main)
                .banner(false)
                .deduceEnvironment(false)
                .args(args)
                .properties(Map.of("usher.service", serviceName))
                .build();
        var stopped = new CountDownLatch(1);
        try {
            var server = context.start().getBean(EmbeddedServer.class).start();
            LOG.info("{} answers on port {}", serviceName, server.getPort());
        } catch (RuntimeException failure) {
            context.close();
            throw failure;
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            LOG.info("{} stops", serviceName);
                            context.close();
                            stopped.countDown();
                        },
                        "stop"));
        await(stopped);
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why something could not start, in one line. */
    public static String reason(Throwable failure) {
        var causes =
                Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
        var told = causes.stream()
                .filter(cause -> cause instanceof ConfigurationException || cause instanceof BindException)
                .findFirst()
                .orElse(causes.getLast());
        var text = String.valueOf(told.getMessage());
        var unset = UNSET.matcher(text);
        if (unset.find()) {
            return unset.group(1) + " is not set";
        }
        return told instanceof BindException
                ? "its port is taken, or not to be had (SERVER_PORT)"
                : text.lines().findFirst().orElse(text);
    }

    @SuppressWarnings("SystemOut") // Before there is a log, and instead of one.
    private static void refuse(String serviceName, String reason) {
        System.err.println(serviceName + " cannot start: " + reason);
        System.exit(1);
    }
}
