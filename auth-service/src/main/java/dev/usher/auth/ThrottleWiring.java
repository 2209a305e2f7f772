package dev.usher.auth;

import dev.usher.auth.application.Attempts;
import dev.usher.auth.application.port.Throttle;
import dev.usher.auth.domain.ThrottlePolicy;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What every use case shares that can be tried too often. */
@Factory
final class ThrottleWiring {
    @Singleton
    ThrottlePolicy throttlePolicy(AuthSettings.Throttle settings) {
        return new ThrottlePolicy(
                settings.signupsPerAddress(),
                settings.failuresPerAccount(),
                settings.failuresPerAddress(),
                settings.recoveryPerAddress());
    }

    @Singleton
    Attempts attempts(Throttle throttle, Clock clock) {
        return new Attempts(throttle, clock);
    }
}
