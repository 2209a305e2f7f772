package dev.usher.kernel.token;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.EmbeddedKafka;
import dev.usher.kernel.testing.Scratch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A Kafka broker of its own, that may be stopped and started, and somebody who publishes there. */
public final class Broker implements AutoCloseable {
    static final String TOPIC = "session.cutoff";

    private final Path data = Scratch.directory("cutoff-broker");
    private final int port = Scratch.freePort();
    private @Nullable EmbeddedKafka server;
    private @Nullable Producer<byte[], byte @Nullable []> producer;

    public String address() {
        return "127.0.0.1:" + port;
    }

    public Broker start() {
        server = EmbeddedKafka.start(data, port, Map.of());
        Backends.alsoUsed("Kafka " + EmbeddedKafka.version() + " (embedded, stopped and started)");
        return this;
    }

    public void stop() {
        if (producer != null) {
            producer.close();
            producer = null;
        }
        if (server != null) {
            server.close();
            server = null;
        }
    }

    Broker topic(int partitions) {
        return topic(TOPIC, partitions);
    }

    public Broker topic(String name, int partitions) {
        administer(admin -> admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all());
        return this;
    }

    public void delete(String topic) {
        administer(admin -> admin.deleteTopics(List.of(topic)).all());
    }

    void grow(int partitions) {
        administer(admin -> admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(partitions)))
                .all());
    }

    private void administer(Function<Admin, KafkaFuture<Void>> change) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            change.apply(admin).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    void publish(Cutoff cutoff) {
        send(message(cutoff, null, null));
    }

    /** @param time of the record, in place of now */
    void publish(Cutoff cutoff, Instant time) {
        send(message(cutoff, time, null));
    }

    void publish(Cutoff cutoff, int partition) {
        send(message(cutoff, null, partition));
    }

    /** As the relay of a service would send it. */
    static ProducerRecord<byte[], byte @Nullable []> message(
            Cutoff cutoff, @Nullable Instant time, @Nullable Integer partition) {
        Event event = cutoff.event("/auth-service", Instant.now());
        return message(event, time, partition);
    }

    public static ProducerRecord<byte[], byte @Nullable []> message(
            Event event, @Nullable Instant time, @Nullable Integer partition) {
        var message = new ProducerRecord<byte[], byte @Nullable []>(
                Event.topic(event.type()),
                partition,
                time == null ? null : time.toEpochMilli(),
                event.key().getBytes(StandardCharsets.UTF_8),
                event.data());
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", event.id().toString(),
                        "ce_source", event.source(),
                        "ce_type", event.type(),
                        "ce_time", event.time().toString(),
                        "content-type", "application/json")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    /** Waits for the acknowledgement. */
    public void send(ProducerRecord<byte[], byte @Nullable []> message) {
        try {
            producer().send(message).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    public Producer<byte[], byte @Nullable []> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(Map.of(
                    "bootstrap.servers", address(),
                    "key.serializer", ByteArraySerializer.class,
                    "value.serializer", ByteArraySerializer.class));
        }
        return producer;
    }

    @Override
    public void close() {
        stop();
    }
}
