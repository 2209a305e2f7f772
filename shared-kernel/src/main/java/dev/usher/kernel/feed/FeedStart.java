package dev.usher.kernel.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Where in a partition a feed begins. */
public final class FeedStart {
    private interface Offsets {
        Map<TopicPartition, Long> of(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration answer);
    }

    private final Offsets offsets;
    private final String whenLost;

    private FeedStart(Offsets offsets, String whenLost) {
        this.offsets = offsets;
        this.whenLost = whenLost;
    }

    /** At the first record. Where our place has been deleted everything is read anew: what is missing counts too. */
    public static FeedStart beginning() {
        return new FeedStart(Consumer::beginningOffsets, "none");
    }

    /** At the first record of that time. Where our place has been deleted, at everything that is left. */
    public static FeedStart since(Supplier<Instant> time) {
        return new FeedStart(
                (consumer, partitions, answer) -> since(time.get(), consumer, partitions, answer), "earliest");
    }

    private static Map<TopicPartition, Long> since(
            Instant time, Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration answer) {
        // The end before the search: what the search comes too early to see lies behind it.
        var starts = new HashMap<>(consumer.endOffsets(partitions, answer));
        long millis = time.toEpochMilli();
        consumer.offsetsForTimes(
                        partitions.stream().collect(Collectors.toMap(Function.identity(), any -> millis)), answer)
                .forEach((partition, first) -> {
                    if (first != null) {
                        starts.put(partition, first.offset());
                    }
                });
        return starts;
    }

    Map<TopicPartition, Long> offsets(Consumer<?, ?> consumer, Collection<TopicPartition> partitions, Duration answer) {
        return partitions.isEmpty() ? Map.of() : offsets.of(consumer, partitions, answer);
    }

    /** Kafka's word for it. */
    String whenLost() {
        return whenLost;
    }
}
