package dev.usher.catalog.rbac.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.UUID;

/**
 * A service, a permission or a role.
 *
 * @param version 1 when new, one more with every change, so that a stale copy is told from a fresh one
 */
public record Entry(Kind kind, UUID id, Content content, long version, Audit audit) {
    public static Entry of(Kind kind, Content content, UUID by, Instant now) {
        return new Entry(kind, Ids.next(now), content, 1, Audit.created(by, now));
    }

    /** The entry after the edit; this very entry, same version, when the edit changes nothing. */
    public Entry edit(Content.Edit edit, UUID by, Instant now) {
        return with(content.after(edit), by, now);
    }

    /** The entry without one of its parts. */
    public Entry without(UUID part, UUID by, Instant now) {
        var others = content.parts().stream().filter(id -> !id.equals(part)).toList();
        return with(new Content(content.name(), content.description(), others), by, now);
    }

    private Entry with(Content edited, UUID by, Instant now) {
        return edited.equals(content) ? this : new Entry(kind, id, edited, version + 1, audit.updated(by, now));
    }

    /** What is built in is not removed. */
    public boolean isBuiltIn() {
        return kind == Kind.ROLE && BuiltIn.isRole(content.name());
    }

    /** Whether this is a state that the entry may go over to: what is built in keeps its name. */
    public boolean mayBecome(Entry edited) {
        return !isBuiltIn() || edited.content().name().equals(content.name());
    }

    /** The roles whose members run the platform. */
    public boolean isOfAdministrators() {
        return kind == Kind.ROLE && BuiltIn.isOfAdministrators(content.name());
    }
}
