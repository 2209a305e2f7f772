package dev.usher.catalog;

import dev.usher.kernel.testing.Backends;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as others see it: a plain producer and a plain consumer. */
public final class Topics {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Topics() {}

    /** Publishes an event as auth-service does. */
    public static void publish(String type, UUID id, String key, String data) {
        var record = new ProducerRecord<>(type.replace(':', '.'), key, data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id.toString(),
                        "ce_source", "/auth-service",
                        "ce_type", type,
                        "ce_time", "2026-03-01T10:00:00Z",
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backends.kafka()), new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Reads the topic from its beginning until so many records are such, or fails after 20 s. */
    public static List<ConsumerRecord<String, String>> await(
            String topic, int count, Predicate<ConsumerRecord<String, String>> such) {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        var deadline = System.nanoTime() + LIMIT.toNanos();
        try (var consumer = consumer()) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (found.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (such.test(record)) {
                        found.add(record);
                    }
                });
            }
        }
        if (found.size() < count) {
            throw new AssertionError(found.size() + " of " + count + " records on " + topic);
        }
        return found;
    }

    /** Such records that are on the topic now. */
    public static List<ConsumerRecord<String, String>> all(
            String topic, Predicate<ConsumerRecord<String, String>> such) {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = consumer()) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            var end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (such.test(record)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    private static KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backends.kafka(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** A header's text; fails when it is not there. */
    public static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
