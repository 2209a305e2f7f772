package dev.usher.kernel.event;

import dev.usher.kernel.problem.Unavailable;
import dev.usher.kernel.store.DatabaseFailures;
import dev.usher.kernel.value.InvalidValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records from a consumer and sees each through: it had its effect, or it is a dead letter, and only then the
 * offset moves on. While something is down the record waits and so do those behind it; the consumer is paused and goes
 * on polling, so that it stays a member of its group.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    /** Of a failure that may be the event's own fault; an outage is waited for without end. */
    private static final int ATTEMPTS = 5;

    private final Consumer<byte[], byte[]> consumer;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final InboxUpkeep upkeep;
    private final Backoff backoff = new Backoff();
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private @Nullable String suspect;
    private int attempts;

    Delivery(Consumer<byte[], byte[]> consumer, Inbox inbox, DeadLetters deadLetters, InboxUpkeep upkeep) {
        this.consumer = consumer;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.upkeep = upkeep;
    }

    /** Polls once and handles what comes. */
    void turn(Duration longest) throws InterruptedException {
        var left = backoff.left();
        if (left.isZero()) {
            consumer.resume(consumer.paused());
        } else {
            consumer.pause(consumer.assignment());
        }
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        consumer.poll(left.isZero() || left.compareTo(longest) > 0 ? longest : left)
                .forEach(records::add);
        if (!left.isZero()) {
            // Of a partition that was assigned just now, before it could be paused.
            rewind(records);
        } else if (!records.isEmpty()) {
            deliver(records);
        }
    }

    private void deliver(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        int handled = allAtOnce(records) ? records.size() : oneByOne(records);
        records.subList(0, handled).forEach(this::done);
        rewind(records.subList(handled, records.size()));
        commit();
    }

    /** The usual case costs one transaction. Anything that fails is looked at on its own. */
    private boolean allAtOnce(List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            var events = new ArrayList<Event>();
            for (var record : records) {
                events.add(read(record));
            }
            upkeep.handled(events.size(), inbox.receive(events));
            succeeded();
            return true;
        } catch (Unreadable | RuntimeException one) {
            return false;
        }
    }

    /** @return how many are done; the next one waits */
    private int oneByOne(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException {
        for (int i = 0; i < records.size(); i++) {
            if (!isDone(records.get(i))) {
                return i;
            }
        }
        return records.size();
    }

    private boolean isDone(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            try {
                upkeep.handled(1, inbox.receive(List.of(read(record))));
            } catch (Unreadable unreadable) {
                bury(record, unreadable.reason());
            } catch (InvalidValue invalid) {
                bury(record, reason(invalid));
            }
            succeeded();
            return true;
        } catch (RuntimeException failure) {
            return isGivenUp(record, failure);
        }
    }

    private Event read(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        var event = EventRecords.read(record);
        if (!inbox.types().contains(event.type()) || !Event.topic(event.type()).equals(record.topic())) {
            throw new Unreadable("header ce_type: unknown in this topic");
        }
        return event;
    }

    private static String reason(InvalidValue invalid) {
        var first = invalid.violations().getFirst();
        return "data: " + first.field() + " is not valid (" + first.code() + ")";
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException {
        deadLetters.bury(record, reason);
        upkeep.buried();
    }

    private boolean isGivenUp(ConsumerRecord<byte[], byte[]> record, RuntimeException failure)
            throws InterruptedException {
        var place = record.topic() + "-" + record.partition() + " at " + record.offset();
        attempts = place.equals(suspect) ? attempts + 1 : 1;
        suspect = place;
        boolean outage = isOutage(failure);
        if (attempts == 1) {
            LOG.warn("The event in {} waits: {}", place, failure.toString(), outage ? null : failure);
        }
        if (attempts < ATTEMPTS || outage) {
            upkeep.troubled(true);
            backoff.failed();
            return false;
        }
        try {
            bury(record, "handler failed: " + failure.getClass().getSimpleName());
            succeeded();
            return true;
        } catch (KafkaException down) {
            backoff.failed();
            return false;
        }
    }

    /** Something else than the event is the cause, so no number of attempts is enough. */
    private static boolean isOutage(RuntimeException failure) {
        return failure instanceof Unavailable
                || failure instanceof KafkaException
                || DatabaseFailures.isOutage(failure);
    }

    private void succeeded() {
        backoff.succeeded();
        upkeep.troubled(false);
        suspect = null;
    }

    private void done(ConsumerRecord<byte[], byte[]> record) {
        done.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
    }

    /** These will be read again: each partition from its first. */
    private void rewind(List<ConsumerRecord<byte[], byte[]>> records) {
        var first = new HashMap<TopicPartition, Long>();
        records.forEach(
                record -> first.putIfAbsent(new TopicPartition(record.topic(), record.partition()), record.offset()));
        first.forEach(consumer::seek);
    }

    private void commit() {
        try {
            consumer.commitSync(done);
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException lost) {
            // Whoever has the partition now reads these again, and the inbox knows them.
            LOG.info("Offsets were not committed: {}", lost.toString());
        }
        done.clear();
    }
}
