package dev.usher.kernel.event;

import dev.usher.kernel.event.OutboxRows.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a batch of rows and tells what became of each. Of one key there is never more than one record under way: a
 * record that fails while its successor gets through would break the order. What is neither published nor refused
 * stays for another time.
 */
final class Batch {
    /** No new round after this, so that marking the rows is not put off for long. */
    private static final Duration ROUNDS = Duration.ofSeconds(3);
    /** A little more than the producer itself takes to give up. */
    private static final Duration ANSWER = Duration.ofSeconds(16);

    private final Publisher publisher;
    private final BlockedTopics topics;
    private final List<Long> published = new ArrayList<>();
    private final Map<Long, String> refused = new LinkedHashMap<>();
    private final Set<String> failedKeys = new HashSet<>();
    private @Nullable Throwable trouble;

    Batch(Publisher publisher, BlockedTopics topics) {
        this.publisher = publisher;
        this.topics = topics;
    }

    void publish(List<Row> rows) throws InterruptedException {
        long started = System.nanoTime();
        for (var round : rounds(rows)) {
            if (trouble != null || System.nanoTime() - started > ROUNDS.toNanos()) {
                return;
            }
            send(round);
        }
    }

    List<Long> published() {
        return published;
    }

    /** With the reason of each; Kafka will never take them. */
    Map<Long, String> refused() {
        return refused;
    }

    /** Rows that need no further try. */
    int done() {
        return published.size() + refused.size();
    }

    /** Keys of which something failed in this batch. */
    Set<String> failedKeys() {
        return failedKeys;
    }

    /** What kept a broker from taking records, topics that are not there apart. */
    @Nullable
    Throwable trouble() {
        return trouble;
    }

    /** The first row of every key, then the second of every key, and so on. */
    private static List<List<Row>> rounds(List<Row> rows) {
        var seen = new HashMap<String, Integer>();
        var rounds = new ArrayList<List<Row>>();
        for (var row : rows) {
            int round = seen.merge(row.event().key(), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(row);
        }
        return rounds;
    }

    private void send(List<Row> round) throws InterruptedException {
        var underway = new LinkedHashMap<Row, Future<RecordMetadata>>();
        for (var row : round) {
            if (topics.types().contains(row.event().type())) {
                failedKeys.add(row.event().key());
            } else if (!failedKeys.contains(row.event().key())) {
                send(row, underway);
            }
        }
        for (var sent : underway.entrySet()) {
            collect(sent.getKey(), sent.getValue());
        }
    }

    private void send(Row row, Map<Row, Future<RecordMetadata>> underway) {
        try {
            var future = publisher.send(EventRecords.write(row.event()));
            if (future.state() == Future.State.FAILED) {
                failed(row, future.exceptionNow(), true);
            } else {
                underway.put(row, future);
            }
        } catch (IllegalArgumentException noCloudEvent) {
            refused.put(row.seq(), "not a CloudEvent");
        }
    }

    private void collect(Row row, Future<RecordMetadata> future) throws InterruptedException {
        try {
            future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            published.add(row.seq());
        } catch (ExecutionException failure) {
            failed(row, failure.getCause() == null ? failure : failure.getCause(), false);
        } catch (TimeoutException failure) {
            failed(row, failure, false);
        }
    }

    /** @param atOnce before the record was handed to the network: its topic's metadata could not be had */
    private void failed(Row row, Throwable failure, boolean atOnce) {
        if (isRefusal(failure)) {
            refused.put(row.seq(), failure.getClass().getSimpleName());
            return;
        }
        failedKeys.add(row.event().key());
        if (isAboutTopic(failure) || (atOnce && failure instanceof RetriableException)) {
            topics.block(row.event().type());
        } else {
            trouble = failure;
        }
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof InvalidTopicException
                || failure instanceof InvalidRecordException
                || failure instanceof SerializationException;
    }

    private static boolean isAboutTopic(Throwable failure) {
        return failure instanceof AuthorizationException || failure instanceof UnknownTopicOrPartitionException;
    }
}
