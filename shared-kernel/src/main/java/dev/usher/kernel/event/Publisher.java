package dev.usher.kernel.event;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The one producer of the process, made when it is first needed: a host name that does not resolve must not stop the
 * start. Idempotent, acknowledged by all replicas in sync, and every wait of it ends (promise T-4).
 */
@Singleton
@Requires(beans = KafkaSettings.class)
final class Publisher {
    private static final Duration CLOSE = Duration.ofSeconds(2);
    /** Records may be as large as the broker allows; it is the broker that says which are too large. */
    private static final int LARGEST_REQUEST = 8 * 1024 * 1024;

    private final KafkaSettings settings;
    private @Nullable Producer<byte[], byte[]> producer;

    Publisher(KafkaSettings settings) {
        this.settings = settings;
    }

    /** Never throws: a failure is the future's. May wait for metadata, two seconds at most. */
    Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer().send(record);
        } catch (KafkaException | IllegalStateException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Waits, two seconds at most. @throws KafkaException when the topic is not there or cannot be known */
    boolean knows(String topic) {
        return !producer().partitionsFor(topic).isEmpty();
    }

    /** After a failure that a producer does not survive: the next record gets a new one. */
    synchronized void renew() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings.client(own()));
        }
        return producer;
    }

    private static Map<String, Object> own() {
        return Map.of(
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                5,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                15_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                2_000,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST_REQUEST);
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }
}
