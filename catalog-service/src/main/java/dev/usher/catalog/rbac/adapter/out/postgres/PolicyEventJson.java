package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.kernel.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the outbox stores and Kafka carries. Pinned by schemas and samples: a change of it is a decision. */
final class PolicyEventJson {
    private static final String SOURCE = "/catalog-service";
    private static final String ROLE = "rbac:role";
    private static final String MEMBER = "rbac:member";

    private PolicyEventJson() {}

    record RbacRole(String name, List<Permission> permissions, long version) {}

    record Permission(String name, List<String> services) {}

    record RbacMember(UUID userId, List<String> roles, long version) {}

    static Event role(RbacRole role, Instant at) {
        return Event.of(ROLE, SOURCE, role.name(), at, "urn:usher:schema:rbac-role:1", role);
    }

    static Event roleGone(String name, Instant at) {
        return Event.tombstone(ROLE, SOURCE, name, at);
    }

    static Event member(RbacMember member, Instant at) {
        return Event.of(MEMBER, SOURCE, member.userId().toString(), at, "urn:usher:schema:rbac-member:1", member);
    }

    static Event memberGone(UUID user, Instant at) {
        return Event.tombstone(MEMBER, SOURCE, user.toString(), at);
    }
}
