package dev.usher.catalog.rbac.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.UUID;

/**
 * A service of the platform that permissions can speak of.
 *
 * @param version 1 when new, one more with every change, so that a stale copy is told from a fresh one
 */
public record Service(UUID id, ServiceText text, long version, Audit audit) {
    public static Service of(ServiceText text, UUID by, Instant now) {
        return new Service(Ids.next(now), text, 1, Audit.created(by, now));
    }

    /** The service after the edit; this very service, same version, when the edit changes nothing. */
    public Service edit(ServiceText.Edit edit, UUID by, Instant now) {
        var edited = text.after(edit);
        return edited.equals(text) ? this : new Service(id, edited, version + 1, audit.updated(by, now));
    }
}
