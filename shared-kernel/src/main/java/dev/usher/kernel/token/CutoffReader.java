package dev.usher.kernel.token;

import dev.usher.kernel.event.KafkaSettings;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the cut-offs of all services into this process for as long as it lives: a consumer that breaks is made anew and
 * reads again what may matter. The start of the service waits for the first load, but not for long: a dead broker must
 * not stop it.
 */
@Context
@Requires(beans = {AccessTokenVerifier.class, KafkaSettings.class})
final class CutoffReader implements ApplicationEventListener<StartupEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(CutoffReader.class);
    private static final Duration FIRST_LOAD = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(3);
    /** For publishers whose clocks are behind ours. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final KafkaSettings settings;
    private final CutoffFeed feed;
    private final Clock clock;
    private final Duration lookBack;
    private final Thread worker =
            Thread.ofPlatform().name("cutoff-feed").daemon().unstarted(this::work);
    private volatile boolean stopping;

    CutoffReader(KafkaSettings settings, TokenSettings tokens, CutoffFeed feed, Clock clock) {
        this.settings = settings;
        this.feed = feed;
        this.clock = clock;
        this.lookBack = tokens.maxLifetime().plus(AccessTokenVerifier.LEEWAY).plus(MARGIN);
    }

    @PostConstruct
    void start() {
        worker.start();
    }

    /** Before the first request: else a token that ended while this process was away would pass for a moment. */
    @Override
    public void onApplicationEvent(StartupEvent event) {
        try {
            if (!feed.awaitFirst(FIRST_LOAD)) {
                LOG.warn("Cut-offs are not known yet: sensitive calls are refused until they are");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        if (!worker.join(STOP)) {
            worker.interrupt();
        }
    }

    private void work() {
        try {
            while (!stopping) {
                try (var consumer = new KafkaConsumer<byte[], byte[]>(settings.client(own()))) {
                    read(new CutoffTopic(consumer, feed, this::from));
                } catch (RuntimeException | Error failure) {
                    // The boundary of the loop: whatever it was, reading goes on.
                    LOG.warn("Cut-offs are not read: {}", failure.toString());
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(CutoffTopic topic) throws InterruptedException {
        while (!stopping) {
            topic.turn();
            feed.sweep();
        }
    }

    private long from() {
        return clock.instant().minus(lookBack).toEpochMilli();
    }

    /** No group: nobody shares the work, and nothing is committed. A record is answered the moment it is there. */
    private static Map<String, Object> own() {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                // Where our place has been deleted, everything that is left.
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
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
