package dev.usher.catalog;

import dev.usher.catalog.rbac.application.AddService;
import dev.usher.catalog.rbac.application.EditService;
import dev.usher.catalog.rbac.application.port.Services;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The composition root: every use case and what it stands on. */
@Factory
final class CatalogWiring {
    @Singleton
    AddService addService(Services services, Clock clock) {
        return new AddService(services, clock);
    }

    @Singleton
    EditService editService(Services services, Clock clock) {
        return new EditService(services, clock);
    }
}
