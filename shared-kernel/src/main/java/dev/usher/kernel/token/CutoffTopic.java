package dev.usher.kernel.token;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.Unreadable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of cut-offs as one consumer without a group sees it: all partitions, those added later too, each from as far
 * back as a cut-off can matter. For one thread.
 */
final class CutoffTopic {
    private static final Logger LOG = LoggerFactory.getLogger(CutoffTopic.class);
    private static final String NAME = Event.topic(Cutoff.TYPE);
    private static final Duration POLL = Duration.ofMillis(250);
    /** For an answer of the broker. */
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final CutoffFeed feed;
    private final LongSupplier from;
    private final TopicEnd end;
    private Set<TopicPartition> partitions = Set.of();
    /** Whether each partition of the topic is read and has a broker. */
    private boolean whole;

    /** @param from the oldest time that matters, in milliseconds since 1970 */
    CutoffTopic(Consumer<byte[], byte[]> consumer, CutoffFeed feed, LongSupplier from) {
        this.consumer = consumer;
        this.feed = feed;
        this.from = from;
        this.end = new TopicEnd(consumer, ANSWER);
    }

    /** Applies what comes next; waits a quarter of a second for it, and at most a second for each answer of a broker. */
    void turn() throws InterruptedException {
        try {
            watchPartitions();
            if (partitions.isEmpty()) {
                Thread.sleep(POLL);
            } else {
                consumer.poll(POLL).forEach(this::apply);
                watchEnd();
            }
        } catch (TimeoutException silence) {
            // The client goes on looking for its brokers; meanwhile the feed grows older.
            end.forget();
        }
    }

    @SuppressWarnings("CatchingUnchecked") // One record, whatever is in it, must not stop the feed.
    private void apply(ConsumerRecord<byte[], byte[]> message) {
        try {
            feed.apply(CutoffData.read(message));
        } catch (Unreadable | RuntimeException unreadable) {
            long skipped = feed.skip();
            // The first, the second, the fourth…: a flood of them must not become one of log lines.
            if (Long.bitCount(skipped) == 1) {
                LOG.warn(
                        "Cut-off skipped in partition {} at offset {} ({} so far): {}",
                        message.partition(),
                        message.offset(),
                        skipped,
                        unreadable.toString());
            }
        }
    }

    private void watchPartitions() {
        long now = System.nanoTime();
        var known = consumer.partitionsFor(NAME, ANSWER);
        var all = partitions(known, partition -> true);
        var led = partitions(known, CutoffTopic::hasLeader);
        var readable = new HashSet<>(partitions);
        readable.retainAll(all);
        readable.addAll(led);
        if (!readable.equals(partitions)) {
            read(Set.copyOf(readable));
        }
        whole = led.equals(all);
        if (all.isEmpty()) {
            // Nobody has published yet, so nothing is missing.
            feed.completeAsOf(now);
        }
    }

    private static Set<TopicPartition> partitions(List<PartitionInfo> known, Function<PartitionInfo, Boolean> wanted) {
        return known.stream()
                .filter(wanted::apply)
                .map(partition -> new TopicPartition(NAME, partition.partition()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean hasLeader(PartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    private void read(Set<TopicPartition> readable) {
        var added = new HashSet<>(readable);
        added.removeAll(partitions);
        // All questions come first: when an answer stays away, nothing has changed.
        var starts = starts(added);
        consumer.assign(readable);
        starts.forEach(consumer::seek);
        partitions = readable;
        end.forget();
    }

    private Map<TopicPartition, Long> starts(Collection<TopicPartition> added) {
        if (added.isEmpty()) {
            return Map.of();
        }
        // The end before the search: what the search comes too early to see lies behind it.
        var starts = new HashMap<>(consumer.endOffsets(added, ANSWER));
        long time = from.getAsLong();
        consumer.offsetsForTimes(added.stream().collect(Collectors.toMap(Function.identity(), any -> time)), ANSWER)
                .forEach((partition, first) -> {
                    if (first != null) {
                        starts.put(partition, first.offset());
                    }
                });
        return starts;
    }

    private void watchEnd() {
        var complete = whole ? end.reached(partitions) : null;
        if (complete != null) {
            feed.completeAsOf(complete);
        }
    }
}
