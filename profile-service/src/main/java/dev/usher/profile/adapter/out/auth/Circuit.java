package dev.usher.profile.adapter.out.auth;

import dev.usher.profile.ProfileSettings;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit that opens after so many failures within a window, however many requests went well beside them. While it
 * is closed only failures are recorded, so every recorded call is one and the library's failure rate is always 100 %.
 */
final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);

    private Circuit() {}

    static CircuitBreaker of(String peer, ProfileSettings.Peer limits) {
        var circuit = CircuitBreaker.of(
                peer,
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                Math.toIntExact(limits.failureWindow().toSeconds()),
                                limits.failures(),
                                SlidingWindowType.TIME_BASED)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(limits.open())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(new Monotonic())
                        .build());
        circuit.getEventPublisher()
                .onStateTransition(event -> LOG.warn("circuit to {}: {}", peer, event.getStateTransition()));
        return circuit;
    }

    /** Gives the permission back; in a half-open circuit it closes it. */
    static void passed(CircuitBreaker circuit) {
        if (circuit.getState() == State.CLOSED) {
            circuit.releasePermission();
        } else {
            circuit.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** Only ever runs forward: a wall clock set back would keep the circuit open for as long. */
    private static final class Monotonic extends Clock {
        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(System.nanoTime());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
