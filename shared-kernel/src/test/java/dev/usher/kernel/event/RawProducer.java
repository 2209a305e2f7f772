package dev.usher.kernel.event;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends whatever it is given, as a stranger might. */
final class RawProducer implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;

    RawProducer(String kafka) {
        producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers",
                kafka,
                "max.request.size",
                4 * 1024 * 1024,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class));
    }

    /** Waits for the acknowledgement; answers the offset. */
    long send(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get().offset();
        } catch (InterruptedException | ExecutionException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
