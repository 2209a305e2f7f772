package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Services;
import dev.usher.catalog.rbac.domain.ServiceText;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongPredicate;

/** Edits a service. Without a condition the last write wins; with one, a stale copy changes nothing. */
public final class EditService {
    private final Services services;
    private final Clock clock;

    public EditService(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    public Services.Edit editService(UUID id, LongPredicate expected, ServiceText.Edit edit, UUID by) {
        return services.edit(id, expected, stored -> stored.edit(edit, by, clock.instant()));
    }
}
