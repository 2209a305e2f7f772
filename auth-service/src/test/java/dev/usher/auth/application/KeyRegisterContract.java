package dev.usher.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.application.port.KeyRegister;
import dev.usher.auth.domain.PublishedKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every register of published keys does. Other keys may be in it. */
public abstract class KeyRegisterContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    protected abstract KeyRegister register();

    private static PublishedKey key(Instant since, Duration kept) {
        return new PublishedKey(UUID.randomUUID().toString(), "{\"kty\":\"EC\"}", since, since.plus(kept));
    }

    private List<PublishedKey> found(PublishedKey key, Instant now) {
        return register().publish(List.of(), now).stream()
                .filter(found -> found.kid().equals(key.kid()))
                .toList();
    }

    @Test
    void a_published_key_is_found_until_it_is_over() {
        var key = key(NOW, Duration.ofHours(1));
        assertThat(register().publish(List.of(key), NOW)).contains(key);
        assertThat(found(key, key.until().minusMillis(1))).containsExactly(key);
        assertThat(found(key, key.until())).isEmpty();
    }

    @Test
    void the_first_to_publish_it_says_since_when_and_nobody_shortens_it() {
        var first = key(NOW, Duration.ofHours(1));
        register().publish(List.of(first), NOW);
        var later = new PublishedKey(first.kid(), "{\"kty\":\"RSA\"}", NOW.plusSeconds(5), NOW.plusSeconds(7_000));
        assertThat(register().publish(List.of(later), NOW)).contains(first.until(later.until()));
        register().publish(List.of(first), NOW);
        assertThat(found(first, NOW)).containsExactly(first.until(later.until()));
    }

    @Test
    void they_come_in_the_order_in_which_they_were_published() {
        var second = key(NOW, Duration.ofHours(1));
        var first = key(NOW.minusSeconds(1), Duration.ofHours(1));
        assertThat(register().publish(List.of(second, first), NOW)).containsSubsequence(first, second);
    }

    @Test
    void of_many_replicas_at_once_one_is_the_first_and_all_hear_the_same() throws Exception {
        var kids =
                List.of(key(NOW, Duration.ZERO).kid(), key(NOW, Duration.ZERO).kid());
        var heard = new ArrayList<Future<List<PublishedKey>>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var replica = 0; replica < 8; replica++) {
                var since = NOW.plusMillis(replica);
                var order = replica % 2 == 0 ? kids : kids.reversed();
                heard.add(threads.submit(() -> register()
                        .publish(
                                order.stream()
                                        .map(kid -> new PublishedKey(kid, "{}", since, NOW.plusSeconds(60)))
                                        .toList(),
                                NOW)
                        .stream()
                        .filter(found -> kids.contains(found.kid()))
                        .toList()));
            }
        }
        for (var answer : heard) {
            assertThat(answer.get()).hasSize(2).isEqualTo(heard.getFirst().get());
        }
    }
}
