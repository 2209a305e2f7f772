package dev.usher.kernel.event;

import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Types whose topic is missing or forbidden. Every try would hold the relay for two seconds, so it leaves them out, and
 * a thread for each asks for the topic until it is there.
 */
@Singleton
@Requires(beans = Publisher.class)
final class BlockedTopics {
    private static final Logger LOG = LoggerFactory.getLogger(BlockedTopics.class);
    private static final int ALL_BUCKETS = (1 << Outbox.BUCKETS) - 1;

    private final Publisher publisher;
    private final RelaySignal signal;
    private final Map<String, Thread> blocked = new ConcurrentHashMap<>();

    BlockedTopics(Publisher publisher, RelaySignal signal) {
        this.publisher = publisher;
        this.signal = signal;
    }

    Set<String> types() {
        return blocked.keySet();
    }

    void block(String type) {
        blocked.computeIfAbsent(
                type, name -> Thread.ofVirtual().name("topic of " + name).start(() -> awaitTopic(name)));
    }

    private void awaitTopic(String type) {
        LOG.warn("The topic of {} cannot be written; its events wait", type);
        var backoff = new Backoff();
        try {
            do {
                Thread.sleep(backoff.failed());
            } while (!isKnown(type));
            LOG.info("The topic of {} can be written again", type);
            blocked.remove(type);
            signal.raise(ALL_BUCKETS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isKnown(String type) {
        try {
            return publisher.knows(Event.topic(type));
        } catch (KafkaException | IllegalStateException notYet) {
            return false;
        }
    }

    @PreDestroy
    void stop() {
        blocked.values().forEach(Thread::interrupt);
    }
}
