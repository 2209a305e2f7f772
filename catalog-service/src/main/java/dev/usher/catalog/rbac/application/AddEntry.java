package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Entries;
import dev.usher.catalog.rbac.domain.Content;
import dev.usher.catalog.rbac.domain.Entry;
import dev.usher.catalog.rbac.domain.Kind;
import java.time.Clock;
import java.util.UUID;

/** Adds a service, a permission or a role. */
public final class AddEntry {
    /** What became of it. */
    public sealed interface Result {
        record Added(Entry entry) implements Result {}

        record NameTaken() implements Result {}

        record UnknownParts() implements Result {}
    }

    private final Entries entries;
    private final Clock clock;

    public AddEntry(Entries entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    public Result add(Kind kind, Content content, UUID by) {
        var entry = Entry.of(kind, content, by, clock.instant());
        return switch (entries.add(entry)) {
            case DONE -> new Result.Added(entry);
            case NAME_TAKEN -> new Result.NameTaken();
            case UNKNOWN_PARTS -> new Result.UnknownParts();
        };
    }
}
