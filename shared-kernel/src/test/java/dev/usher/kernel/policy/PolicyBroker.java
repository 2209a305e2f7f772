package dev.usher.kernel.policy;

import dev.usher.kernel.event.Event;
import dev.usher.kernel.token.Broker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A broker of its own, and catalog-service as far as others see it. */
final class PolicyBroker implements AutoCloseable {
    static final String ROLES = "rbac.role";
    static final String MEMBERS = "rbac.member";
    private static final String SOURCE = "/catalog-service";

    final Broker broker = new Broker();

    String address() {
        return broker.address();
    }

    PolicyBroker start() {
        broker.start();
        return this;
    }

    PolicyBroker topics(int partitions) {
        broker.topic(ROLES, partitions).topic(MEMBERS, partitions);
        return this;
    }

    /** A role that allows these on the service of the test application. */
    void role(String name, long version, String... permissions) {
        var made = List.of(permissions).stream()
                .map(permission -> Map.of("name", permission, "services", List.of("sample-service")))
                .toList();
        send(Event.of(
                PolicyData.ROLE,
                SOURCE,
                name,
                Instant.now(),
                "urn:usher:schema:rbac-role:1",
                Map.of("name", name, "permissions", made, "version", version, "added_later", true)));
    }

    void member(UUID user, long version, String... roles) {
        send(memberEvent(user, version, roles));
    }

    static Event memberEvent(UUID user, long version, String... roles) {
        return Event.of(
                PolicyData.MEMBER,
                SOURCE,
                user.toString(),
                Instant.now(),
                "urn:usher:schema:rbac-member:1",
                Map.of("user_id", user, "roles", roles, "version", version));
    }

    void gone(String type, String key) {
        send(Event.tombstone(type, SOURCE, key, Instant.now()));
    }

    /** As a tool would delete a key. */
    void bareTombstone(String topic, String key) {
        raw(topic, key.getBytes(StandardCharsets.UTF_8), null);
    }

    void raw(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        broker.send(new ProducerRecord<byte[], byte @Nullable []>(topic, key, value));
    }

    void send(Event event) {
        broker.send(Broker.message(event, null, null));
    }

    @Override
    public void close() {
        broker.close();
    }
}
