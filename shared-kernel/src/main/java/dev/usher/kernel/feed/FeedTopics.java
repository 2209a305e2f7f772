package dev.usher.kernel.feed;

import dev.usher.kernel.event.Unreadable;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics of a feed as one consumer without a group sees them: all partitions, those added later too, each from where
 * the feed begins. For one thread.
 */
final class FeedTopics {
    private static final Logger LOG = LoggerFactory.getLogger(FeedTopics.class);
    private static final Duration POLL = Duration.ofMillis(250);
    /** For an answer of the broker. */
    private static final Duration ANSWER = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final FeedSource source;
    private final FeedReader.Pass pass;
    private final Freshness freshness;
    private final TopicEnd end;
    private Set<TopicPartition> partitions = Set.of();
    /** Whether each partition of the topics is read and has a broker. */
    private boolean whole;

    FeedTopics(Consumer<byte[], byte[]> consumer, FeedSource source, FeedReader.Pass pass, Freshness freshness) {
        this.consumer = consumer;
        this.source = source;
        this.pass = pass;
        this.freshness = freshness;
        this.end = new TopicEnd(consumer, ANSWER);
    }

    /** Applies what comes next; waits a quarter of a second for it, and at most a second for each answer of a broker. */
    void turn() throws InterruptedException {
        // While no broker answers, too.
        pass.settle();
        try {
            watchPartitions();
            if (partitions.isEmpty()) {
                Thread.sleep(POLL);
            } else {
                consumer.poll(POLL).forEach(this::apply);
                pass.settle();
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
            pass.apply(message);
        } catch (Unreadable | RuntimeException unreadable) {
            long skipped = freshness.skip();
            // The first, the second, the fourth…: a flood of them must not become one of log lines.
            if (Long.bitCount(skipped) == 1) {
                LOG.warn(
                        "{}: skipped a record of {}-{} at offset {} ({} so far): {}",
                        source.name(),
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        skipped,
                        unreadable.toString());
            }
        }
    }

    private void watchPartitions() {
        long now = System.nanoTime();
        var known = source.topics().stream()
                .flatMap(topic -> consumer.partitionsFor(topic, ANSWER).stream())
                .toList();
        var all = partitions(known, partition -> true);
        var led = partitions(known, FeedTopics::hasLeader);
        if (!all.containsAll(partitions)) {
            // Whoever makes the topic again begins again too, and so must we.
            throw new IllegalStateException("a topic has been deleted");
        }
        var readable = new HashSet<>(partitions);
        readable.addAll(led);
        if (!readable.equals(partitions)) {
            read(Set.copyOf(readable));
        }
        whole = led.equals(all);
        if (all.isEmpty()) {
            // Nobody has published yet, so nothing is missing.
            pass.completeAsOf(now);
        }
    }

    private static Set<TopicPartition> partitions(Collection<PartitionInfo> known, Predicate<PartitionInfo> wanted) {
        return known.stream()
                .filter(wanted)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean hasLeader(PartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    private void read(Set<TopicPartition> readable) {
        var added = new HashSet<>(readable);
        added.removeAll(partitions);
        // All questions come first: when an answer stays away, nothing has changed.
        var starts = source.start().offsets(consumer, added, ANSWER);
        consumer.assign(readable);
        starts.forEach(consumer::seek);
        partitions = readable;
        end.forget();
    }

    private void watchEnd() {
        var complete = whole ? end.reached(partitions) : null;
        if (complete != null) {
            pass.completeAsOf(complete);
        }
    }
}
