package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Kind;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongPredicate;

/**
 * Edits a service, a permission or a role. Without a condition the last write wins; with one, a stale copy changes
 * nothing.
 */
public final class EditEntry {
    private final Entries entries;
    private final Clock clock;

    public EditEntry(Entries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    public Entries.Edit edit(Kind kind, UUID id, LongPredicate expected, Content.Edit edit, UUID by) {
        return entries.edit(kind, id, expected, stored -> stored.edit(edit, by, clock.instant()));
    }
}
