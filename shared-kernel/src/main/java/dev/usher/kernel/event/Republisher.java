package dev.usher.kernel.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes again what was published before, as it was: id, key, headers and data; only the topic may be another one.
 * Whoever has had an event drops it by its id.
 */
public final class Republisher implements AutoCloseable {
    /** A little more than the producer itself takes to give up. */
    private static final long ANSWER_SECONDS = 16;

    private final Publisher publisher;
    private final String topic;
    private final int perSecond;
    private final long startedAt = System.nanoTime();
    private long published;

    private Republisher(KafkaSettings settings, String topic, int perSecond) {
        this.publisher = new Publisher(settings);
        this.topic = topic;
        this.perSecond = perSecond;
    }

    /**
     * @param perSecond no more events than that
     * @throws IllegalArgumentException when there is no such topic
     * @throws KafkaException when nobody can tell
     */
    public static Republisher to(String topic, KafkaSettings settings, int perSecond) throws InterruptedException {
        ExistingTopic.require(settings, topic);
        return new Republisher(settings, topic, perSecond);
    }

    /**
     * Waits until the rate allows it; returns when Kafka has acknowledged all of them.
     *
     * @throws KafkaException when it has not: any of them may be published
     */
    public void publish(List<Event> events) throws InterruptedException {
        long early = startedAt + published * 1_000_000_000L / perSecond - System.nanoTime();
        if (early > 0) {
            TimeUnit.NANOSECONDS.sleep(early);
        }
        var underway = new ArrayList<Future<RecordMetadata>>();
        for (var event : events) {
            underway.add(publisher.send(record(event)));
        }
        for (var sent : underway) {
            await(sent);
        }
        published += events.size();
    }

    private ProducerRecord<byte[], byte[]> record(Event event) {
        var original = EventRecords.write(event);
        return new ProducerRecord<>(topic, null, original.key(), original.value(), original.headers());
    }

    private static void await(Future<RecordMetadata> sent) throws InterruptedException {
        try {
            sent.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new KafkaException("Kafka did not take an event: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() {
        publisher.close();
    }
}
