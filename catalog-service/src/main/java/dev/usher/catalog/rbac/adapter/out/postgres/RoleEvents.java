package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import dev.usher.kernel.event.Event;
import dev.usher.kernel.event.Outbox;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Tells of every role that a change of an entry concerns: what is published holds names, so a service's new name changes
 * all roles that cover it. Called in the transaction of the change, after it and once, because the outbox takes its locks
 * in one order within one call.
 */
@Singleton
final class RoleEvents {
    private final EntryRows rows;
    private final MemberRows members;
    private final Policy policy;
    private final Outbox outbox;
    private final Clock clock;

    RoleEvents(EntryRows rows, MemberRows members, Policy policy, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.members = members;
        this.policy = policy;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A new entry: nothing is made of it yet. */
    void changed(Entry entry, long revision) {
        publish(policy.roles(rows.rolesOf(entry.id()), revision, clock.instant()));
    }

    /** What others read is the name and the parts; a description concerns nobody. */
    void edited(Entry before, Entry after, long revision) {
        var renamed = !before.content().name().equals(after.content().name());
        if (renamed || !before.content().parts().equals(after.content().parts())) {
            var events = new ArrayList<>(policy.roles(rows.rolesOf(after.id()), revision, clock.instant()));
            if (renamed && after.kind() == Kind.ROLE) {
                events.add(gone(before));
                events.addAll(policy.members(members.users(after.id(), Integer.MAX_VALUE), clock.instant()));
            }
            publish(events);
        }
    }

    /**
     * @param roles that were made of the entry
     * @param users who were members of it
     */
    void removed(Entry entry, Collection<UUID> roles, Collection<UUID> users, long revision) {
        var events = new ArrayList<>(policy.roles(roles, revision, clock.instant()));
        if (entry.kind() == Kind.ROLE) {
            events.add(gone(entry));
            events.addAll(policy.members(users, clock.instant()));
        }
        publish(events);
    }

    private Event gone(Entry role) {
        return PolicyEventJson.roleGone(role.content().name().value(), clock.instant());
    }

    private void publish(List<Event> events) {
        if (!events.isEmpty()) {
            outbox.append(events);
        }
    }
}
