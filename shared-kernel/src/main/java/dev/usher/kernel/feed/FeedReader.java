package dev.usher.kernel.feed;

import dev.usher.kernel.event.KafkaSettings;
import dev.usher.kernel.event.Unreadable;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a feed into this process for as long as it lives: a consumer that breaks is made anew and begins again. A start
 * waits for the first load, but not for long: a dead broker must not stop it.
 */
public final class FeedReader {
    /** One reading from the start on, for as long as its consumer lives; called by one thread. */
    public interface Pass {
        /** @throws Unreadable when it makes no sense: it is skipped and counted, whatever the exception */
        void apply(ConsumerRecord<byte[], byte[]> message) throws Unreadable;

        /** What came together has been applied; several times a second. */
        void settle();

        /** All that was published by then, a {@link System#nanoTime}, has been applied. */
        void completeAsOf(long nanoTime);
    }

    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);
    private static final Duration FIRST_LOAD = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(3);

    private final FeedSource source;
    private final KafkaSettings settings;
    private final Freshness freshness;
    private final Supplier<Pass> passes;
    private final Thread worker;
    private long startedAt;
    private volatile boolean stopping;

    /** @param passes makes one for each consumer */
    public FeedReader(FeedSource source, KafkaSettings settings, Freshness freshness, Supplier<Pass> passes) {
        this.source = source;
        this.settings = settings;
        this.freshness = freshness;
        this.passes = passes;
        this.worker = Thread.ofPlatform().name(source.name()).daemon().unstarted(this::work);
    }

    public void start() {
        startedAt = System.nanoTime();
        worker.start();
    }

    /** Until the first load, for at most three seconds from the start on: feeds that load at once are waited for once. */
    public void awaitFirst() {
        try {
            if (!freshness.awaitFirst(FIRST_LOAD.minusNanos(System.nanoTime() - startedAt))) {
                LOG.warn("{} is not loaded yet: what needs it is refused until it is", source.name());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    public void stop() throws InterruptedException {
        stopping = true;
        if (!worker.join(STOP)) {
            worker.interrupt();
        }
    }

    private void work() {
        try {
            while (!stopping) {
                try (var consumer = new KafkaConsumer<byte[], byte[]>(settings.client(own()))) {
                    read(new FeedTopics(consumer, source, passes.get(), freshness));
                } catch (RuntimeException | Error failure) {
                    // The boundary of the loop: whatever it was, reading goes on.
                    LOG.warn("{} is not read: {}", source.name(), failure.toString());
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(FeedTopics topics) throws InterruptedException {
        while (!stopping) {
            topics.turn();
        }
    }

    /** No group: nobody shares the work, and nothing is committed. A record is answered the moment it is there. */
    private Map<String, Object> own() {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                Map.entry(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, source.start().whenLost()),
                Map.entry(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1),
                Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 250),
                Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 * 1024 * 1024),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000),
                // A partition that was added is read within a second.
                Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 1_000),
                Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000),
                Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000));
    }
}
