package dev.usher.kernel.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.usher.kernel.job.Job;
import dev.usher.kernel.job.JobOptions;
import dev.usher.kernel.job.JobSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts dead letters back into the topic that they came from, as they came. How far that has got is kept with Kafka, as
 * the offsets of a group: each letter is put back once, however often the job runs; a crash in between may repeat one,
 * which readers drop by its id. A letter that dies again is a new one.
 */
public final class RedriveDeadLetters implements Job {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long ANSWER_SECONDS = 20;
    private static final List<String> OURS = List.of("dlq_topic", "dlq_partition", "dlq_offset", "dlq_reason");

    @Override
    public String name() {
        return "redrive-dead-letters";
    }

    @Override
    public String usage() {
        return """
                redrive-dead-letters [--reason TEXT] [--dry-run]
                Puts the records of this service's dead-letter topic that were not put back before into the topics that
                they came from, behind what is there: to be used when what could not read them was mended.
                  --reason TEXT  only those whose reason contains TEXT; the others are passed over for good
                  --dry-run      only tells what would be put back""";
    }

    @Override
    public Outcome run(List<String> arguments, JobSettings settings, Consumer<String> progress)
            throws InterruptedException {
        var options = JobOptions.parse(arguments, Set.of("--reason"), Set.of("--dry-run"));
        var kafka = settings.kafka();
        var topic = settings.service() + ".dead-letter";
        int partitions = ExistingTopic.require(kafka, topic);
        try (var consumer = new KafkaConsumer<byte[], byte[]>(kafka.client(own(settings.service())));
                var run = new Run(
                        consumer,
                        new Publisher(kafka),
                        options.text("--reason").orElse(""),
                        options.has("--dry-run"),
                        progress)) {
            return run.through(IntStream.range(0, partitions)
                    .mapToObj(number -> new TopicPartition(topic, number))
                    .toList());
        }
    }

    private static Map<String, Object> own(String service) {
        return Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                service + ".redrive",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                100,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                10_000);
    }

    private static final class Run implements AutoCloseable {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Publisher publisher;
        private final String wanted;
        private final boolean dry;
        private final Consumer<String> progress;
        private int redriven;
        private int passedOver;
        private int incomplete;

        Run(
                KafkaConsumer<byte[], byte[]> consumer,
                Publisher publisher,
                String wanted,
                boolean dry,
                Consumer<String> progress) {
            this.consumer = consumer;
            this.publisher = publisher;
            this.wanted = wanted;
            this.dry = dry;
            this.progress = progress;
        }

        /** Up to where the topic ends now: what dies again while this runs is left for another time. */
        Outcome through(List<TopicPartition> partitions) throws InterruptedException {
            consumer.assign(partitions);
            var ends = consumer.endOffsets(partitions);
            @Nullable String failure = null;
            try {
                while (isBefore(ends) && !Thread.currentThread().isInterrupted()) {
                    turn(ends);
                }
                failure = Thread.currentThread().isInterrupted() ? "stopped" : null;
            } catch (InterruptException stopped) {
                failure = "stopped";
            } catch (KafkaException down) {
                failure = "Kafka does not take part: " + down.getMessage();
            }
            var result = String.format(
                    Locale.ROOT,
                    "{\"%s\": %d, \"passed_over\": %d, \"incomplete\": %d}",
                    dry ? "to_redrive" : "redriven",
                    redriven,
                    passedOver,
                    incomplete);
            return new Outcome(result, failure);
        }

        private boolean isBefore(Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
        }

        private void turn(Map<TopicPartition, Long> ends) throws InterruptedException {
            var done = new HashMap<TopicPartition, OffsetAndMetadata>();
            try {
                for (var letter : consumer.poll(POLL)) {
                    var partition = new TopicPartition(letter.topic(), letter.partition());
                    if (letter.offset() < ends.getOrDefault(partition, 0L)) {
                        handle(letter);
                        done.put(partition, new OffsetAndMetadata(letter.offset() + 1));
                    }
                }
            } finally {
                if (!dry && !done.isEmpty()) {
                    consumer.commitSync(done);
                }
            }
        }

        private void handle(ConsumerRecord<byte[], byte[]> letter) throws InterruptedException {
            var home = header(letter, "dlq_topic");
            var reason = header(letter, "dlq_reason");
            var about = String.format(
                    Locale.ROOT,
                    "%d from %s-%s at %s: %s",
                    letter.offset(),
                    home,
                    header(letter, "dlq_partition"),
                    header(letter, "dlq_offset"),
                    reason);
            if (!reason.contains(wanted)) {
                passedOver++;
            } else if (home.isEmpty() || reason.endsWith(DeadLetters.LEFT_OUT)) {
                incomplete++;
                progress.accept("cannot be put back: " + about);
            } else {
                progress.accept(about);
                if (!dry) {
                    putBack(letter, home);
                }
                redriven++;
            }
        }

        private void putBack(ConsumerRecord<byte[], byte[]> letter, String home) throws InterruptedException {
            var original = new ProducerRecord<>(home, null, letter.key(), letter.value(), letter.headers());
            OURS.forEach(original.headers()::remove);
            try {
                publisher.send(original).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException failure) {
                throw new KafkaException(failure);
            }
        }

        private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
            var header = letter.headers().lastHeader(name);
            return header == null ? "" : new String(header.value(), UTF_8);
        }

        @Override
        public void close() {
            publisher.close();
        }
    }
}
