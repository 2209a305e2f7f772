package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Kind;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Removes a service, a permission or a role: what is in use only by force, and then from everything that uses it. */
public final class RemoveEntry {
    private final Entries entries;
    private final Clock clock;

    public RemoveEntry(Entries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    public Entries.Removal remove(Kind kind, UUID id, LongPredicate expected) {
        return entries.remove(kind, id, expected);
    }

    public Entries.Removal removeEverywhere(Kind kind, UUID id, LongPredicate expected, UUID by) {
        return entries.removeEverywhere(kind, id, expected, by, clock.instant());
    }
}
