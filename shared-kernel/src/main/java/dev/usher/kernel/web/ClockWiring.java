package dev.usher.kernel.web;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The only place that asks the machine for the time; tests put their own {@link Clock} in its stead. */
@Factory
final class ClockWiring {
    @Singleton
    @Requires(missingBeans = Clock.class)
    Clock clock() {
        return Clock.systemUTC();
    }
}
