package dev.usher.kernel.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.kernel.testing.Traces;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UploadAllowanceTest {
    private static UploadApp app;
    private static UploadAllowance allowance;

    private final UUID user = UUID.randomUUID();

    @BeforeAll
    static void start() {
        app = new UploadApp();
        allowance = app.bean(UploadAllowance.class);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void past_the_allowance_one_waits_for_the_end_of_the_hour_that_began_with_the_first() {
        assertThat(allowance.take(user, 2)).isEmpty();
        app.clock.advance(Duration.ofMinutes(20));
        assertThat(allowance.take(user, 2)).isEmpty();

        assertThat(allowance.take(user, 2)).contains(Duration.ofMinutes(40));
        assertThat(allowance.take(UUID.randomUUID(), 2)).isEmpty();

        app.clock.advance(Duration.ofMinutes(40).minusMillis(1));
        assertThat(allowance.take(user, 2)).contains(Duration.ofMillis(1));
        app.clock.advance(Duration.ofMillis(1));
        assertThat(allowance.take(user, 2)).isEmpty();
    }

    @Test
    void a_clock_that_was_a_day_ahead_locks_nobody_out() {
        app.clock.advance(Duration.ofDays(1));
        allowance.take(user, 1);
        app.clock.advance(Duration.ofDays(-1));

        assertThat(allowance.take(user, 1)).isEmpty();
        assertThat(allowance.take(user, 1)).isPresent();
    }

    @Test
    void of_simultaneous_uploads_exactly_the_allowance_passes() throws Exception {
        var takes = IntStream.range(0, 20)
                .<Callable<Optional<Duration>>>mapToObj(index -> () -> allowance.take(user, 7))
                .toList();
        var passed = 0;
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var take : threads.invokeAll(takes)) {
                passed += take.get().isEmpty() ? 1 : 0;
            }
        }
        assertThat(passed).isEqualTo(7);
    }

    @Test
    void nothing_tells_who_it_was_and_an_hour_later_nothing_is_left() {
        allowance.take(user, 2);
        assertThat(Traces.of(app.database, user.toString())).isEmpty();

        app.clock.advance(Duration.ofHours(2));
        allowance.prune();

        assertThat(app.count("SELECT count(*) FROM upload_allowance")).isZero();
    }

    @Test
    void an_allowance_of_nothing_is_a_mistake() {
        assertThatThrownBy(() -> new UploadSettings(0)).hasMessageContaining("THROTTLE_UPLOADS");
        assertThat(app.bean(UploadSettings.class).perHour()).isEqualTo(60);
    }
}
