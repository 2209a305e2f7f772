package dev.usher.kernel.event;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where records go that nobody here can read: the topic {@code <service>.dead-letter}, with their key, bytes and
 * headers as they came, and headers that say from where and why.
 */
@Singleton
@Requires(beans = Publisher.class)
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final long ANSWER_SECONDS = 20;
    /** How the reason ends of a letter that is not whole. */
    static final String LEFT_OUT = "too large for the dead-letter topic, value left out";

    private final Publisher publisher;
    private final String topic;

    DeadLetters(Publisher publisher, @Value("${usher.service}") String service) {
        this.publisher = publisher;
        this.topic = service + ".dead-letter";
    }

    /**
     * Returns when Kafka has acknowledged it.
     *
     * @throws KafkaException when it has not; the record is still the caller's
     */
    void bury(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException {
        try {
            send(letter(record, record.value(), reason));
        } catch (RecordTooLargeException tooLarge) {
            // The original stays where the headers say, as long as its topic keeps it.
            send(letter(record, null, reason + "; " + LEFT_OUT));
        }
        LOG.error("Dead letter from {}-{} at {}: {}", record.topic(), record.partition(), record.offset(), reason);
    }

    @SuppressWarnings("NullAway") // a record may be without a value, which the annotations of its class do not say
    private ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record, byte @Nullable [] value, String reason) {
        var letter = new ProducerRecord<>(topic, null, record.key(), value, record.headers());
        header(letter, "dlq_topic", record.topic());
        header(letter, "dlq_partition", Integer.toString(record.partition()));
        header(letter, "dlq_offset", Long.toString(record.offset()));
        header(letter, "dlq_reason", reason);
        return letter;
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String value) {
        // A dead letter that was put back and died again tells its last death.
        letter.headers().remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private void send(ProducerRecord<byte[], byte[]> letter) throws InterruptedException {
        try {
            publisher.send(letter).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            var cause = failure.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(failure);
            if (!(cause instanceof RetriableException || cause instanceof RecordTooLargeException)) {
                publisher.renew();
            }
            throw cause;
        } catch (TimeoutException failure) {
            throw new KafkaException(failure);
        }
    }
}
