package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Services;
import dev.usher.catalog.rbac.domain.Service;
import dev.usher.catalog.rbac.domain.ServiceText;
import java.time.Clock;
import java.util.UUID;

/** Adds a service under a name that no other has. */
public final class AddService {
    /** What became of it. */
    public sealed interface Result {
        record Added(Service service) implements Result {}

        record NameTaken() implements Result {}
    }

    private final Services services;
    private final Clock clock;

    public AddService(Services services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    public Result addService(ServiceText text, UUID by) {
        var service = Service.of(text, by, clock.instant());
        return services.add(service) ? new Result.Added(service) : new Result.NameTaken();
    }
}
