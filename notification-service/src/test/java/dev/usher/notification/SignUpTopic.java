package dev.usher.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.testing.Backends;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records to {@code user.signup} as anybody could, and reads what became a dead letter. */
final class SignUpTopic implements AutoCloseable {
    private static final String TOPIC = "user.signup";
    private static final String DEAD = "notification-service.dead-letter";

    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", Backends.kafka()), new StringSerializer(), new StringSerializer());

    void send(Event event) {
        if (event.data() == null) {
            throw new IllegalArgumentException("a sign-up has data");
        }
        send(event.id(), event.key(), new String(event.data(), UTF_8));
    }

    /** A good envelope around any data. */
    UUID sendRaw(String key, String data) {
        var id = UUID.randomUUID();
        send(id, key, data);
        return id;
    }

    private void send(UUID id, String key, String data) {
        var record = new ProducerRecord<>(TOPIC, key, data);
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", id.toString(),
                        "ce_source", "/auth-service",
                        "ce_type", "user:signup",
                        "ce_time", "2026-03-01T12:00:00Z",
                        "content-type", "application/json")
                .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        var _ = producer.send(record);
        producer.flush();
    }

    /** The headers of every dead letter of the event, once there is one. */
    List<Map<String, String>> deadLetters(UUID event, Duration limit) {
        var found = new ArrayList<Map<String, String>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", Backends.kafka()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var deadline = System.nanoTime() + limit.toNanos();
            var partitions = consumer.partitionsFor(DEAD).stream()
                    .map(partition -> new TopicPartition(DEAD, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (found.isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    var headers = new HashMap<String, String>();
                    record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
                    if (event.toString().equals(headers.get("ce_id"))) {
                        found.add(headers);
                    }
                });
            }
        }
        return found;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
