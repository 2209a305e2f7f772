package dev.usher.kernel.feed;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a consumer has read all there is. It asks where the partitions end, four times a second, and says so once the
 * consumer has come there: what was published before the question is then known, however much has been since.
 */
final class TopicEnd {
    private static final long PAUSE_NANOS = Duration.ofMillis(250).toNanos();

    private final Consumer<?, ?> consumer;
    private final Duration answer;
    private Map<TopicPartition, Long> offsets = Map.of();
    private long askedAt = System.nanoTime() - PAUSE_NANOS;

    TopicEnd(Consumer<?, ?> consumer, Duration answer) {
        this.consumer = consumer;
        this.answer = answer;
    }

    /**
     * The {@link System#nanoTime} of the question, when the consumer has reached what was answered; else null.
     *
     * @throws TimeoutException when no answer came in time
     */
    @Nullable
    Long reached(Set<TopicPartition> partitions) {
        if (offsets.isEmpty() && System.nanoTime() - askedAt >= PAUSE_NANOS) {
            askedAt = System.nanoTime();
            offsets = consumer.endOffsets(partitions, answer);
        }
        if (offsets.isEmpty() || !isReached()) {
            return null;
        }
        forget();
        return askedAt;
    }

    /** The answer no longer counts: the partitions are others. */
    void forget() {
        offsets = Map.of();
    }

    private boolean isReached() {
        return offsets.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), answer) >= end.getValue());
    }
}
