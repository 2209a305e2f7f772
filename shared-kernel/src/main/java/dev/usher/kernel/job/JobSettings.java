package dev.usher.kernel.job;

import dev.usher.kernel.event.KafkaSettings;
import dev.usher.kernel.store.UnpooledConnections;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.core.naming.conventions.StringConvention;
import java.util.Map;

/**
 * The settings of a service, read from where the service reads them. Only what a job asks for has to be set. Nothing is
 * started: no server, no consumer, no migration.
 */
public final class JobSettings {
    private final String service;
    private final Environment environment;

    private JobSettings(String service, Environment environment) {
        this.service = service;
        this.environment = environment;
    }

    /** @param more settings that win over all others */
    public static JobSettings of(String service, Class<?> main, Map<String, ?> more) {
        var environment = ApplicationContext.builder(main)
                .deduceEnvironment(false)
                .properties(Map.of("usher.service", service))
                .properties(Map.copyOf(more))
                .build()
                .getEnvironment();
        environment.start();
        return new JobSettings(service, environment);
    }

    /** Name of the service. */
    public String service() {
        return service;
    }

    /** Its database. */
    public UnpooledConnections database() {
        return UnpooledConnections.of(
                text("datasources.default.url"),
                text("datasources.default.username"),
                text("datasources.default.password"),
                service);
    }

    /** Its brokers. */
    public KafkaSettings kafka() {
        return new KafkaSettings(
                text("usher.kafka.bootstrap-servers"),
                environment.getProperties("usher.kafka.properties", StringConvention.RAW));
    }

    private String text(String property) {
        return environment.getRequiredProperty(property, String.class);
    }
}
