package dev.usher.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutboxTest {
    private final EventApp app = new EventApp(Backends.newDatabase(), Backends.kafka(), Map.of());

    @AfterAll
    void close() {
        app.close();
    }

    @Test
    void an_event_is_published_as_a_cloud_event_in_binary_mode() {
        var event = EventApp.event("outbox:shape", "user-1", 7);
        app.publish(event);
        try (var listener = new Listener(Backends.kafka(), "outbox.shape")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !listener.heard().isEmpty());
            var record = listener.heard().getFirst().record();
            assertThat(text(record.key())).isEqualTo("user-1");
            assertThat(text(record.value())).isEqualTo("{\"n\":7}");
            assertThat(header(record.headers(), "ce_specversion")).isEqualTo("1.0");
            assertThat(header(record.headers(), "ce_id")).isEqualTo(event.id().toString());
            assertThat(header(record.headers(), "ce_type")).isEqualTo("outbox:shape");
            assertThat(header(record.headers(), "ce_source")).isEqualTo("/sample-service");
            assertThat(header(record.headers(), "ce_dataschema")).isEqualTo("urn:usher:schema:sample:1");
            assertThat(header(record.headers(), "ce_time"))
                    .startsWith(event.time().toString().substring(0, 19));
            assertThat(header(record.headers(), "content-type")).isEqualTo("application/json");
        }
    }

    @Test
    void what_is_rolled_back_is_never_published() {
        assertThatThrownBy(() -> app.transactions().write(() -> {
                    app.outbox().append(EventApp.event("outbox:rolled-back", "k", 1));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        app.publish(EventApp.event("outbox:rolled-back", "k", 2));
        try (var listener = new Listener(Backends.kafka(), "outbox.rolled-back")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !listener.heard().isEmpty());
            assertThat(listener.heard())
                    .singleElement()
                    .satisfies(heard -> assertThat(text(heard.record().value())).isEqualTo("{\"n\":2}"));
        }
    }

    @Test
    void outside_a_transaction_nothing_is_appended() {
        assertThatThrownBy(() -> app.outbox().append(EventApp.event("outbox:outside", "k", 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_joined_transaction_publishes_after_the_outer_commit_only() throws Exception {
        app.transactions().write(() -> {
            app.publish(EventApp.event("outbox:joined", "k", 1));
            pause(300);
            assertThat(publishedBefore("outbox:joined")).isZero();
        });
        await().atMost(Duration.ofSeconds(1)).until(() -> publishedBefore("outbox:joined") == 1);
    }

    @Test
    void a_tombstone_has_no_value() {
        app.publish(Event.tombstone("outbox:tombstone", "/sample-service", "role", Instant.now()));
        try (var listener = new Listener(Backends.kafka(), "outbox.tombstone")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !listener.heard().isEmpty());
            var record = listener.heard().getFirst().record();
            assertThat(record.value()).isNull();
            assertThat(header(record.headers(), "ce_type")).isEqualTo("outbox:tombstone");
        }
    }

    @Test
    void many_events_of_one_transaction_keep_their_order_per_key() {
        var events = IntStream.range(0, 3_000)
                .mapToObj(n -> EventApp.event("outbox:many", "key-" + n % 300, n))
                .toList();
        app.transactions().write(() -> app.outbox().append(events));
        try (var listener = new Listener(Backends.kafka(), "outbox.many")) {
            await().atMost(Duration.ofSeconds(20)).until(() -> listener.heard().size() == events.size());
            assertThat(OutboxOrder.firstOccurrences(listener.heard())).isEqualTo(OutboxOrder.perKey(events));
        }
    }

    /** Commit to a plain consumer; the publishing process has nothing else to do. */
    @Test
    void an_event_arrives_a_few_milliseconds_after_the_commit() throws Exception {
        app.publish(EventApp.event("outbox:latency", "warm-up", -1));
        try (var listener = new Listener(Backends.kafka(), "outbox.latency")) {
            await().atMost(Duration.ofSeconds(10)).until(() -> !listener.heard().isEmpty());
            int rounds = 500;
            var committed = new long[rounds];
            for (int n = 0; n < rounds; n++) {
                app.publish(EventApp.event("outbox:latency", UUID.randomUUID().toString(), n));
                committed[n] = System.nanoTime();
                pause(5);
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> listener.heard().size() == rounds + 1);
            var millis = listener.heard().stream()
                    .skip(1)
                    .mapToDouble(heard -> (heard.nanos() - committed[number(heard)]) / 1e6)
                    .sorted()
                    .toArray();
            System.out.printf(
                    "outbox: commit to plain consumer, %d events: p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    rounds, millis[rounds / 2], millis[rounds * 99 / 100], millis[rounds - 1]);
            assertThat(millis[rounds / 2]).isLessThan(50);
            assertThat(millis[rounds * 99 / 100]).isLessThan(500);
        }
    }

    private static int number(Listener.Heard heard) {
        return Integer.parseInt(text(heard.record().value()).replaceAll("\\D", ""));
    }

    private long publishedBefore(String type) {
        return app.count("SELECT count(*) FROM outbox WHERE published_at IS NOT NULL AND type = '" + type + "'");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private static String header(Headers headers, String name) {
        assertThat(headers.headers(name)).hasSize(1);
        return text(headers.lastHeader(name).value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
