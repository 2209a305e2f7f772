package dev.usher.kernel.web;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Puts {@code usher-kernel.yml} under every application context, below the service's own configuration. */
public final class KernelDefaults implements ApplicationContextConfigurer {
    private static final String NAME = "usher-kernel";
    /** Lower than a service's application.yml. */
    private static final int POSITION = YamlPropertySourceLoader.DEFAULT_POSITION - 100;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        try (var in = KernelDefaults.class.getResourceAsStream("/" + NAME + ".yml")) {
            var defaults = new YamlPropertySourceLoader().read(NAME, Objects.requireNonNull(in, NAME));
            builder.propertySources(PropertySource.of(NAME, defaults, POSITION));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
