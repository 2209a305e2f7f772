package dev.usher.broken.systemclock.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

public record Account(Instant createdAt) {
    public static Account register() {
        return new Account(Instant.now());
    }

    public static Supplier<Instant> later() {
        return Instant::now;
    }

    public static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    public static long millis() {
        return System.currentTimeMillis();
    }

    public static Clock clock() {
        return Clock.systemUTC();
    }

    @SuppressWarnings("JavaUtilDate")
    public static Date date() {
        return new Date();
    }

    /** No crime: the clock was handed in. */
    public static Account registeredAt(Clock clock) {
        return new Account(Instant.now(clock));
    }
}
