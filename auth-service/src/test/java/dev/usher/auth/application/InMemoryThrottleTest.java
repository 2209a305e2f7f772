package dev.usher.auth.application;

import dev.usher.auth.application.port.Throttle;

class InMemoryThrottleTest extends ThrottleContract {
    private final InMemoryThrottle throttle = new InMemoryThrottle();

    @Override
    protected Throttle throttle() {
        return throttle;
    }
}
