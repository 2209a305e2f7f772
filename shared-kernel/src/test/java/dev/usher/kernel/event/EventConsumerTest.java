package dev.usher.kernel.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventConsumerTest {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String service = "consumer-" + NAMES.incrementAndGet() + "-service";
    private final String type = "consumer:event-" + NAMES.get();
    private final EventApp app = new EventApp(
            Backends.newDatabase(), Backends.kafka(), Map.of("usher.service", service, "sample.handler", type));
    private final RawProducer raw = new RawProducer(Backends.kafka());

    @BeforeEach
    void table() {
        app.execute("CREATE TABLE effect (id bigserial, key text, n int)");
    }

    @AfterEach
    void close() {
        raw.close();
        app.close();
    }

    /** F-KF-10. */
    @Test
    void an_event_has_its_effect_once_however_often_it_is_delivered() {
        var record = EventRecords.write(EventApp.event(type, "k", 1));
        for (int i = 0; i < 100; i++) {
            raw.send(record);
        }
        raw.send(EventRecords.write(EventApp.event(type, "k", 2)));
        awaitEffects(2);
        assertThat(app.count("SELECT count(*) FROM effect WHERE n = 1")).isEqualTo(1);
        assertThat(app.count("SELECT count(*) FROM inbox")).isEqualTo(2);
    }

    @Test
    void members_and_headers_that_nobody_knows_are_ignored() {
        var record = with(good(), "{\"extra\":{\"a\":[1]},\"n\":5}".getBytes(UTF_8));
        record.headers().add("ce_extension", "x".getBytes(UTF_8)).add("traceparent", "00-1-2-01".getBytes(UTF_8));
        raw.send(record);
        awaitEffects(1);
        assertThat(app.count("SELECT n FROM effect")).isEqualTo(5);
    }

    /** F-KF-9. */
    @Test
    void poison_is_buried_once_as_it_came_and_the_good_ones_behind_it_arrive() {
        var poison = poison();
        var offsets = new LinkedHashMap<Long, ProducerRecord<byte[], byte[]>>();
        var reasons = new LinkedHashMap<Long, String>();
        poison.forEach((reason, record) -> {
            long offset = raw.send(record);
            offsets.put(offset, record);
            reasons.put(offset, reason);
            raw.send(EventRecords.write(EventApp.event(type, "k", 1)));
        });
        long sent = System.nanoTime();
        awaitEffects(poison.size());
        System.out.printf(
                "inbox: %d good events between %d poisoned ones in %d ms%n",
                poison.size(), poison.size(), (System.nanoTime() - sent) / 1_000_000);
        var letters = deadLetters(poison.size());
        assertThat(letters).hasSize(poison.size()).allSatisfy(heard -> {
            var letter = heard.record();
            long offset = Long.parseLong(header(heard, "dlq_offset"));
            var original = offsets.get(offset);
            assertThat(original).isNotNull();
            assertThat(header(heard, "dlq_reason")).isEqualTo(reasons.get(offset));
            assertThat(header(heard, "dlq_topic")).isEqualTo(Event.topic(type));
            assertThat(header(heard, "dlq_partition")).isEqualTo("0");
            assertThat(letter.key()).isEqualTo(original.key());
            assertThat(letter.value()).isEqualTo(original.value());
            assertThat(letter.headers().toArray()).startsWith(original.headers().toArray());
        });
    }

    /** F-KF-9, as a stream: a handler that fails for another reason is not poison, it is tried again and again. */
    @Test
    void f_kf_9_where_every_tenth_of_a_thousand_is_poison_the_good_ones_take_less_than_five_seconds() throws Exception {
        app.execute("ALTER TABLE effect ADD COLUMN at timestamptz NOT NULL DEFAULT clock_timestamp()");
        var poison = poison().entrySet().stream()
                .filter(bad -> !bad.getKey().startsWith("handler failed"))
                .map(Map.Entry::getValue)
                .toList();
        var sent = new HashMap<Integer, Instant>();
        var buried = new HashSet<Long>();
        for (int n = 0; n < 1_000; n++) {
            if (n % 10 == 9) {
                buried.add(raw.send(poison.get(n / 10 % poison.size())));
            } else {
                raw.send(EventRecords.write(EventApp.event(type, "k", n)));
                sent.put(n, Instant.now());
            }
        }
        awaitEffects(sent.size());
        var times = new ArrayList<Long>();
        try (var connection = app.database().dataSource().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT n, at FROM effect")) {
            while (rows.next()) {
                times.add(Duration.between(
                                Objects.requireNonNull(sent.get(rows.getInt(1))),
                                rows.getObject(2, OffsetDateTime.class).toInstant())
                        .toMillis());
            }
        }
        times.sort(null);
        var letters = deadLetters(buried.size());
        System.out.printf(
                "inbox: every 10th of 1000 poisoned: %d good ones delivered, median %d ms, slowest %d ms; %d dead letters%n",
                times.size(), times.get(times.size() / 2), times.getLast(), letters.size());
        assertThat(times.getLast()).isLessThan(5_000);
        assertThat(letters)
                .extracting(letter -> Long.valueOf(header(letter, "dlq_offset")))
                .containsExactlyInAnyOrderElementsOf(buried);
    }

    private Map<String, ProducerRecord<byte[], byte[]>> poison() {
        var poison = new LinkedHashMap<String, ProducerRecord<byte[], byte[]>>();
        poison.put("data: not JSON", with(good(), "{\"n\":1,}".getBytes(UTF_8)));
        poison.put("data: not a JSON object", with(good(), "[1]".getBytes(UTF_8)));
        poison.put("data: wrong type at n", with(good(), "{\"n\":\"password\"}".getBytes(UTF_8)));
        poison.put("no data", with(good(), null));
        for (var name : List.of("ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time")) {
            poison.put("header " + name + ": missing", header(good(), name, null));
        }
        poison.put("header ce_source: empty or repeated", header(good(), "ce_source", ""));
        poison.put("header ce_id: not a UUID", header(good(), "ce_id", "1"));
        poison.put("header ce_type: not UTF-8", header(good(), "ce_type", new byte[] {(byte) 0xff, 'a'}));
        poison.put("header ce_type: unknown in this topic", header(good(), "ce_type", "user:unheard-of"));
        poison.put("header content-type: not application/json", header(good(), "content-type", "text/xml"));
        poison.put("not a CloudEvent of version 1.0 in binary mode", header(good(), "ce_specversion", "2.0"));
        poison.put("key: missing", with(good(), null, good().value()));
        poison.put("data: n is a word of magic", numbered(RecordingHandler.UNREADABLE));
        poison.put("data: n is not valid (negative)", numbered(RecordingHandler.INVALID));
        poison.put("handler failed: IllegalStateException", numbered(RecordingHandler.BUG));
        return poison;
    }

    /** What else is no JSON of ours. */
    @Test
    void data_that_parsers_disagree_about_are_buried() {
        var megabyte = new byte[1_000_000];
        new Random(1).nextBytes(megabyte);
        var documents = List.of(
                "{\"n\":1,\"n\":2}".getBytes(UTF_8),
                "{\"n\":1} {\"n\":2}".getBytes(UTF_8),
                "{\"n\":\"\u0000\"}".getBytes(UTF_8),
                new byte[] {'{', '"', 'n', '"', ':', '"', (byte) 0xc3, '"', '}'},
                new byte[0],
                ("{\"a\":" + "[".repeat(500) + "]".repeat(500) + "}").getBytes(UTF_8),
                megabyte);
        documents.forEach(bytes -> raw.send(with(good(), bytes)));
        raw.send(EventRecords.write(EventApp.event(type, "k", 1)));
        awaitEffects(1);
        assertThat(deadLetters(documents.size()))
                .hasSize(documents.size())
                .allSatisfy(heard -> assertThat(header(heard, "dlq_reason")).startsWith("data: not "))
                .extracting(heard -> heard.record().value())
                .containsExactlyElementsOf(documents);
    }

    @Test
    void a_failing_handler_is_tried_five_times_and_leaves_no_effect() {
        raw.send(numbered(RecordingHandler.BUG));
        raw.send(EventRecords.write(EventApp.event(type, "k", 1)));
        awaitEffects(1);
        assertThat(deadLetters(1)).hasSize(1);
        // Once together with its successor, then five times alone.
        assertThat(app.bean(RecordingHandler.class).tried)
                .filteredOn(n -> n == RecordingHandler.BUG)
                .hasSizeBetween(5, 6 + 5);
        assertThat(app.count("SELECT count(*) FROM inbox")).isEqualTo(1);
    }

    /** W-8: the offsets are lost, the inbox is not. */
    @Test
    void a_replay_of_the_topic_has_no_effect() {
        for (int n = 0; n < 200; n++) {
            raw.send(EventRecords.write(EventApp.event(type, "k", n)));
        }
        awaitEffects(200);
        app.close();
        var again = new EventApp(
                app.database(), Backends.kafka(), Map.of("usher.service", service + "-2", "sample.handler", type));
        try (again) {
            raw.send(EventRecords.write(EventApp.event(type, "k", 200)));
            await().atMost(Duration.ofSeconds(20)).until(() -> again.count("SELECT count(*) FROM effect") == 201);
            assertThat(again.bean(RecordingHandler.class).tried).containsExactly(200);
        }
    }

    private ProducerRecord<byte[], byte[]> good() {
        return EventRecords.write(EventApp.event(type, "k", 1));
    }

    private ProducerRecord<byte[], byte[]> numbered(int n) {
        return EventRecords.write(EventApp.event(type, "k", n));
    }

    private static ProducerRecord<byte[], byte[]> with(ProducerRecord<byte[], byte[]> record, byte @Nullable [] value) {
        return with(record, record.key(), value);
    }

    @SuppressWarnings("NullAway") // both may be null, which the annotations of the class do not say
    private static ProducerRecord<byte[], byte[]> with(
            ProducerRecord<byte[], byte[]> record, byte @Nullable [] key, byte @Nullable [] value) {
        return new ProducerRecord<>(record.topic(), null, key, value, record.headers());
    }

    private static ProducerRecord<byte[], byte[]> header(
            ProducerRecord<byte[], byte[]> record, String name, @Nullable Object value) {
        record.headers().remove(name);
        if (value != null) {
            record.headers()
                    .add(
                            name,
                            value instanceof byte[] bytes
                                    ? bytes
                                    : value.toString().getBytes(UTF_8));
        }
        return record;
    }

    private List<Listener.Heard> deadLetters(int count) {
        try (var listener = new Listener(Backends.kafka(), service + ".dead-letter")) {
            await().atMost(Duration.ofSeconds(15)).until(() -> listener.heard().size() >= count);
            return Arrays.asList(listener.heard().toArray(Listener.Heard[]::new));
        }
    }

    private void awaitEffects(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> app.count("SELECT count(*) FROM effect") == count);
    }

    private static String header(Listener.Heard heard, String name) {
        return new String(heard.record().headers().lastHeader(name).value(), UTF_8);
    }
}
