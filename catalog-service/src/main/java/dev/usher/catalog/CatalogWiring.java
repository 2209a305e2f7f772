package dev.usher.catalog;

import dev.usher.catalog.rbac.application.AddEntry;
import dev.usher.catalog.rbac.application.EditEntry;
import dev.usher.catalog.rbac.application.RemoveEntry;
import dev.usher.catalog.rbac.application.port.Entries;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The composition root: every use case and what it stands on. */
@Factory
final class CatalogWiring {
    @Singleton
    AddEntry addEntry(Entries entries, Clock clock) {
        return new AddEntry(entries, clock);
    }

    @Singleton
    EditEntry editEntry(Entries entries, Clock clock) {
        return new EditEntry(entries, clock);
    }

    @Singleton
    RemoveEntry removeEntry(Entries entries, Clock clock) {
        return new RemoveEntry(entries, clock);
    }
}
