package dev.usher.kernel.web;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.exceptions.BeanInstantiationException;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.context.exceptions.DependencyInjectionException;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.type.Argument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.qualifiers.Qualifiers;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads every setting of ours before anything else starts. The framework takes the default for a value that it cannot
 * convert, and makes most settings only when somebody asks for them; a service must not run on either.
 */
@Context
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SettingsCheck {
    private static final String OURS = "dev.usher.";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern CONSTRAINT = Pattern.compile("\\.(\\w+) - (.+)");

    private final ApplicationContext context;

    SettingsCheck(ApplicationContext context) {
        this.context = context;
        var ours = context.getBeanDefinitions(Qualifiers.byStereotype(ConfigurationProperties.class)).stream()
                .filter(settings -> settings.getBeanType().getName().startsWith(OURS))
                .sorted(Comparator.comparing(BeanDefinition::getName))
                .toList();
        // All texts before the first record: one that holds others makes them along with itself.
        ours.forEach(this::read);
        ours.forEach(this::make);
    }

    private void read(BeanDefinition<?> settings) {
        for (var argument : settings.getConstructor().getArguments()) {
            property(argument).ifPresent(name -> check(name, argument));
        }
    }

    private <T> void make(BeanDefinition<T> settings) {
        try {
            context.getBean(settings);
        } catch (BeanInstantiationException | DependencyInjectionException failure) {
            if (isUnset(failure)) {
                // Who uses these settings will say so; a service that does not need them starts.
                return;
            }
            throw new ConfigurationException(reason(settings, failure), failure);
        }
    }

    private void check(String name, Argument<?> argument) {
        var conversion = ConversionContext.of(argument);
        if (isSet(name) && context.getProperty(name, conversion).isEmpty() && conversion.hasErrors()) {
            var expected = argument.getType().getSimpleName();
            // Without the value: it may be a secret in the wrong place.
            throw new ConfigurationException(variable(name) + " cannot be read as " + expected);
        }
    }

    private boolean isSet(String name) {
        try {
            return context.getProperty(name, Object.class).isPresent();
        } catch (ConfigurationException unset) {
            return false;
        }
    }

    private static boolean isUnset(Throwable failure) {
        return String.valueOf(root(failure).getMessage()).startsWith("Could not resolve placeholder");
    }

    private static Throwable root(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }

    private String reason(BeanDefinition<?> settings, Throwable failure) {
        var text = String.valueOf(root(failure).getMessage());
        var violated = CONSTRAINT.matcher(text);
        return violated.find()
                ? variable(property(settings, violated.group(1))) + " " + violated.group(2)
                : text.lines().findFirst().orElse(text);
    }

    private static String property(BeanDefinition<?> settings, String argument) {
        return Stream.of(settings.getConstructor().getArguments())
                .filter(candidate -> candidate.getName().equals(argument))
                .flatMap(candidate -> property(candidate).stream())
                .findFirst()
                .orElse(argument);
    }

    private static Optional<String> property(Argument<?> argument) {
        return argument.getAnnotationMetadata().stringValue(Property.class, "name");
    }

    /** What the operator set: the environment variable that the property is taken from, else the property. */
    private String variable(String property) {
        return context.getEnvironment().getPropertySources().stream()
                .sorted(Comparator.comparingInt(PropertySource::getOrder).reversed())
                .flatMap(source -> StreamSupport.stream(source.spliterator(), false)
                        .filter(key -> NameUtils.hyphenate(key, true).equals(property))
                        .map(source::get))
                .map(raw -> VARIABLE.matcher(String.valueOf(raw)))
                .findFirst()
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .orElse(property);
    }
}
