package dev.usher.kernel.event;

import dev.usher.kernel.store.Migrations;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics of all handlers in one loop, as a member of the service's group. Nothing ends the loop while the
 * process lives: a consumer that breaks is made anew.
 */
@Context
@Requires(beans = {EventHandler.class, KafkaSettings.class, Migrations.class})
final class EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STOP = Duration.ofSeconds(5);

    private final KafkaSettings settings;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final InboxUpkeep upkeep;
    private final Migrations migrations;
    private final String service;
    private final Thread worker =
            Thread.ofPlatform().name("event-consumer").daemon().unstarted(this::work);
    private volatile boolean stopping;
    private volatile long lag;

    EventConsumer(
            KafkaSettings settings,
            Inbox inbox,
            DeadLetters deadLetters,
            InboxUpkeep upkeep,
            Migrations migrations,
            MeterRegistry meters,
            @Value("${usher.service}") String service) {
        this.settings = settings;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.upkeep = upkeep;
        this.migrations = migrations;
        this.service = service;
        Gauge.builder("usher.inbox.lag", this, consumer -> consumer.lag)
                .description("Records of the partitions read here that are not handled yet")
                .register(meters);
    }

    @PostConstruct
    void start() {
        worker.start();
    }

    /** The records in hand are finished; the group learns at once that this member leaves. */
    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        if (!worker.join(STOP)) {
            worker.interrupt();
        }
    }

    private void work() {
        var backoff = new Backoff();
        try {
            migrations.awaitDone();
            while (!stopping) {
                try (var consumer = new KafkaConsumer<byte[], byte[]>(settings.client(own()))) {
                    consumer.subscribe(inbox.types().stream().map(Event::topic).toList());
                    read(consumer, new Delivery(consumer, inbox, deadLetters, upkeep), backoff);
                } catch (RuntimeException | Error failure) {
                    // The boundary of the loop: whatever it was, reading goes on.
                    LOG.warn("Events are not read: {}", failure.toString());
                    upkeep.troubled(true);
                    Thread.sleep(backoff.failed());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Consumer<byte[], byte[]> consumer, Delivery delivery, Backoff backoff)
            throws InterruptedException {
        while (!stopping) {
            delivery.turn(POLL);
            backoff.succeeded();
            lag = consumer.assignment().stream()
                    .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                    .sum();
            upkeep.run();
        }
    }

    private Map<String, Object> own() {
        return Map.ofEntries(
                Map.entry(ConsumerConfig.GROUP_ID_CONFIG, service),
                Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
                Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 20),
                Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
                Map.entry(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 3_000),
                Map.entry(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 60_000),
                Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000),
                Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000),
                Map.entry(
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName()));
    }
}
