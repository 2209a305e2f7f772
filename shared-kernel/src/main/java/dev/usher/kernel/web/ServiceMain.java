package dev.usher.kernel.web;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a service, or says in one line why it cannot, and exits with 1. */
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

    private ServiceMain() {}

    /**
     * Returns once the service answers; it then runs until the process is told to stop (SIGTERM), when requests in
     * flight are finished first.
     *
     * @param requiredVariables environment variables without which the service must not start
     */
    public static void run(String serviceName, Class<?> main, String[] args, String... requiredVariables) {
        var missing = missing(Arrays.asList(requiredVariables));
        if (!missing.isEmpty()) {
            refuse(serviceName, String.join(", ", missing) + (missing.size() == 1 ? " is not set" : " are not set"));
            return;
        }
        try {
            var context = ApplicationContext.builder(main)
                    .banner(false)
                    .args(args)
                    .properties(java.util.Map.of("usher.service", serviceName))
                    .build()
                    .start();
            var server = context.getBean(EmbeddedServer.class).start();
            Runtime.getRuntime().addShutdownHook(new Thread(context::close, "stop"));
            LOG.info("{} answers on port {}", serviceName, server.getPort());
        } catch (RuntimeException failure) {
            refuse(
                    serviceName,
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static List<String> missing(List<String> variables) {
        return variables.stream()
                .filter(name -> {
                    var value = System.getenv(name);
                    return value == null || value.isBlank();
                })
                .toList();
    }

    @SuppressWarnings("SystemOut")
    private static void refuse(String serviceName, String reason) {
        System.err.println(serviceName + " cannot start: " + reason);
        System.exit(1);
    }
}
