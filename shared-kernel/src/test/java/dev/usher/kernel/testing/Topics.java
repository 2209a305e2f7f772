package dev.usher.kernel.testing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;

/** Kafka as others see it: a plain producer and a plain consumer. */
public final class Topics {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final class Once {
        static final KafkaProducer<String, String> PRODUCER = new KafkaProducer<>(
                Map.of("bootstrap.servers", Backends.kafka()), new StringSerializer(), new StringSerializer());
    }

    private Topics() {}

    /** Publishes an event as its owner by the contract does; without data it is a tombstone. */
    public static void publish(String type, UUID id, String key, @Nullable String data) {
        publish(source(type), type, id, key, data);
    }

    private static String source(String type) {
        return switch (type.substring(0, type.indexOf(':'))) {
            case "user", "session" -> "/auth-service";
            case "profile" -> "/profile-service";
            case "rbac" -> "/catalog-service";
            default -> throw new IllegalArgumentException(type + " is no type of the contract");
        };
    }

    private static void publish(String source, String type, UUID id, String key, @Nullable String data) {
        var record = new ProducerRecord<>(type.replace(':', '.'), key, data);
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id.toString(),
                        "ce_source",
                        source,
                        "ce_type",
                        type,
                        "ce_time",
                        "2026-03-01T10:00:00Z",
                        "content-type",
                        "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try {
            Once.PRODUCER.send(record).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Reads the topic from its beginning until so many records are such, or fails after 20 s. */
    public static List<ConsumerRecord<String, String>> await(
            String topic, int count, Predicate<ConsumerRecord<String, String>> such) {
        var found = new ArrayList<ConsumerRecord<String, String>>();
        var deadline = System.nanoTime() + LIMIT.toNanos();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", Backends.kafka(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
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

    /** A header's text; fails when it is not there. */
    public static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
