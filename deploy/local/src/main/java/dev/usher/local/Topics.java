package dev.usher.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of the contract (design §4): the services never make one, so that a mistyped name fails. */
public final class Topics {
    private static final int PARTITIONS = 3;
    private static final String RETENTION = "retention.ms";
    /** What readers are promised (deploy/events), whatever the broker's default: who was away for a week misses nothing. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final List<String> EVENTS = List.of(
            "user.signup",
            "user.password-changed",
            "user.email-verified",
            "user.disabled",
            "user.enabled",
            "user.deleted",
            "user.address-taken",
            "profile.changed",
            "session.cutoff",
            "session.reuse-detected");

    /** Their data carry a token, sealed but useful: a day is all they live. */
    private static final List<String> SHORT_LIVED =
            List.of("user.email-verification-requested", "user.password-reset-requested");

    private static final List<String> COMPACTED = List.of("rbac.role", "rbac.member");

    private Topics() {}

    /** Every topic, as it is to be made. */
    static List<NewTopic> all() {
        var topics = new ArrayList<NewTopic>();
        EVENTS.forEach(name -> topics.add(topic(name, PARTITIONS, kept(KEPT))));
        SHORT_LIVED.forEach(name -> topics.add(topic(name, PARTITIONS, kept(Duration.ofDays(1)))));
        COMPACTED.forEach(name -> topics.add(topic(name, PARTITIONS, Map.of("cleanup.policy", "compact"))));
        for (var service : Service.values()) {
            topics.add(topic(service.module() + ".dead-letter", 1, kept(KEPT)));
        }
        return topics;
    }

    private static Map<String, String> kept(Duration time) {
        return Map.of(RETENTION, Long.toString(time.toMillis()));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    /**
     * Makes those that are missing.
     *
     * @throws Failure when the broker refuses or does not answer within 20 s
     */
    public static void create(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            for (var made : admin.createTopics(all()).values().entrySet()) {
                try {
                    made.getValue().get(20, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new Failure("Kafka does not make topic " + made.getKey() + ": " + e.getMessage());
                    }
                }
            }
        } catch (TimeoutException e) {
            throw new Failure("Kafka at " + bootstrapServers + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }
}
