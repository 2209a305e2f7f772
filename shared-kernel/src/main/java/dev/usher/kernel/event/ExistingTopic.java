package dev.usher.kernel.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** A mistyped name must not become a topic, which a producer's question can do where the broker makes topics by itself. */
final class ExistingTopic {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private ExistingTopic() {}

    /**
     * @return the number of its partitions
     * @throws IllegalArgumentException when there is no such topic
     * @throws KafkaException when nobody can tell
     */
    static int require(KafkaSettings settings, String name) throws InterruptedException {
        try (var admin = Admin.create(settings.client(Map.of()))) {
            var described =
                    admin.describeTopics(List.of(name)).topicNameValues().get(name);
            return Objects.requireNonNull(described)
                    .get(ANSWER.toSeconds(), TimeUnit.SECONDS)
                    .partitions()
                    .size();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownTopicOrPartitionException
                    || failure.getCause() instanceof InvalidTopicException) {
                throw new IllegalArgumentException("there is no topic " + name, failure);
            }
            throw new KafkaException("Kafka does not answer", failure);
        } catch (TimeoutException failure) {
            throw new KafkaException("Kafka does not answer", failure);
        }
    }
}
