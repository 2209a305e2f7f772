package dev.usher.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A plain Kafka consumer without a group: what any other team would see of one topic, from its first record. */
public final class Topic implements AutoCloseable {
    /** One record as it was read. {@code seenAt} is {@link System#nanoTime()}. */
    public record Seen(String key, String id, int partition, long offset, long seenAt) {}

    private final ConcurrentLinkedQueue<Seen> records = new ConcurrentLinkedQueue<>();
    private final Map<String, Seen> firstByKey = new ConcurrentHashMap<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final Thread reader;
    private volatile boolean open = true;

    /** Returns when it reads, so that what is measured with it is not its own start. */
    public Topic(String bootstrap, String topic) throws InterruptedException {
        reader = Thread.ofPlatform().name("reader-" + topic).start(() -> read(bootstrap, topic));
        if (!reading.await(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no consumer of " + topic);
        }
    }

    public List<Seen> records() {
        return List.copyOf(records);
    }

    public Set<String> keys() {
        return Set.copyOf(firstByKey.keySet());
    }

    /** The first record of a key that was seen. */
    public Seen first(String key) {
        return Objects.requireNonNull(firstByKey.get(key), key);
    }

    /** How often each event id was delivered. */
    public Map<String, Integer> deliveries() {
        var counts = new HashMap<String, Integer>();
        records.forEach(seen -> counts.merge(seen.id(), 1, Integer::sum));
        return counts;
    }

    private void read(String bootstrap, String topic) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = new ArrayList<TopicPartition>();
            consumer.partitionsFor(topic).forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            partitions.forEach(consumer::position);
            reading.countDown();
            while (open) {
                for (var got : consumer.poll(Duration.ofMillis(100))) {
                    var id = got.headers().lastHeader("ce_id");
                    var seen = new Seen(
                            got.key(),
                            id == null ? "" : new String(id.value(), StandardCharsets.UTF_8),
                            got.partition(),
                            got.offset(),
                            System.nanoTime());
                    records.add(seen);
                    firstByKey.putIfAbsent(seen.key(), seen);
                }
            }
        }
    }

    @Override
    public void close() {
        open = false;
        try {
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
