package dev.usher.kernel.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A plain consumer without a group that collects everything of one topic from its beginning. */
final class Listener implements AutoCloseable {
    record Heard(ConsumerRecord<byte[], byte[]> record, long nanos) {
        @Override
        public String toString() {
            return record.topic() + " at " + record.offset();
        }
    }

    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean stopping;

    Listener(String kafka, String topic) {
        thread = Thread.ofPlatform().daemon().name("listener " + topic).start(() -> listen(kafka, topic));
    }

    private void listen(String kafka, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "metadata.max.age.ms",
                1000,
                "reconnect.backoff.max.ms",
                200,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (!stopping) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    heard.add(new Heard(record, System.nanoTime()));
                }
            }
        }
    }

    /** So far. */
    List<Heard> heard() {
        return List.copyOf(heard);
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
