package dev.usher.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.testing.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ErasedUsersTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final MutableClock clock = MutableClock.at(NOW);
    private final EventApp app =
            new EventApp(Backends.newDatabase(), "127.0.0.1:1", Map.of("usher.kafka.enabled", false), clock);
    private final ErasedUsers erased = app.bean(ErasedUsers.class);
    private UUID user = UUID.randomUUID();

    @BeforeAll
    void table() {
        app.execute("CREATE TABLE about (user_id uuid, note text)");
    }

    @BeforeEach
    void somebodyElse() {
        user = UUID.randomUUID();
    }

    @AfterAll
    void stop() {
        app.close();
    }

    @Test
    void whoever_was_erased_is_known_and_nobody_else() {
        erased.add(user);
        erased.add(user);

        assertThat(erased.contains(user)).isTrue();
        assertThat(erased.contains(UUID.randomUUID())).isFalse();
    }

    @Test
    void nothing_tells_who_it_was() {
        app.execute("INSERT INTO about VALUES ('" + user + "', 'Ada@example.com')");
        assertThat(Traces.of(app.database(), user.toString())).containsExactly("about.user_id");
        assertThat(Traces.of(app.database(), "ada@EXAMPLE.com")).containsExactly("about.note");

        app.transactions().write(() -> {
            erased.add(user);
            app.execute("DELETE FROM about WHERE user_id = '" + user + "'");
        });

        assertThat(Traces.of(app.database(), user.toString())).isEmpty();
        assertThat(Traces.of(app.database(), "ada@example.com")).isEmpty();
    }

    @Test
    void what_was_published_about_a_user_goes_and_what_was_not_stays_until_it_is() {
        app.publish(event(user, "published"));
        app.execute("UPDATE outbox SET published_at = now() WHERE key = '" + user + "'");
        app.publish(event(user, "waits"));
        var other = UUID.randomUUID();
        app.publish(event(other, "other"));

        assertThat(Traces.of(app.database(), "published-here")).contains("outbox.data");
        erased.add(user);

        assertThat(Traces.of(app.database(), "published-here")).isEmpty();
        assertThat(Traces.of(app.database(), "waits-here")).containsExactly("outbox.data");
        assertThat(Traces.of(app.database(), "other-here")).containsExactly("outbox.data");
    }

    private record Note(String text) {}

    private static Event event(UUID user, String text) {
        return Event.of(
                "note:made",
                "/sample-service",
                user.toString(),
                NOW,
                "urn:usher:schema:note:1",
                new Note(text + "-here"));
    }

    @Test
    void a_rollback_erases_nobody() {
        try {
            app.transactions().write(() -> {
                erased.add(user);
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("no");
        }
        assertThat(erased.contains(user)).isFalse();
    }

    @Test
    void it_is_forgotten_when_no_event_can_come_late_any_more() {
        erased.add(user);
        clock.advance(Duration.ofDays(1));
        erased.prune(NOW, 1000);
        assertThat(erased.contains(user)).isTrue();

        erased.prune(clock.instant(), 1000);
        assertThat(erased.contains(user)).isFalse();
    }

    @Test
    void f_kf_11_a_sign_up_that_races_with_the_deletion_leaves_nothing() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var round = 0; round < 100; round++) {
                var racer = UUID.randomUUID();
                Callable<Boolean> signUp = () -> app.transactions().write(() -> {
                    if (!erased.contains(racer)) {
                        app.execute("INSERT INTO about VALUES ('" + racer + "', 'race')");
                    }
                    return true;
                });
                Callable<Boolean> deletion = () -> app.transactions().write(() -> {
                    erased.add(racer);
                    app.execute("DELETE FROM about WHERE user_id = '" + racer + "'");
                    return true;
                });
                var order = round % 2 == 0 ? List.of(signUp, deletion) : List.of(deletion, signUp);
                for (var end : threads.invokeAll(order)) {
                    assertThat(end.get()).isTrue();
                }
            }
        }
        assertThat(app.count("SELECT count(*) FROM about WHERE note = 'race'")).isZero();
    }
}
