package dev.usher.catalog.rbac.adapter.out.postgres;

import dev.usher.catalog.rbac.domain.Audit;
import dev.usher.catalog.rbac.domain.Service;
import dev.usher.catalog.rbac.domain.ServiceName;
import dev.usher.catalog.rbac.domain.ServiceText;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the table {@code service}. */
@MappedEntity("service")
record ServiceRow(
        @Id UUID id,
        String name,
        String nameKey,
        @Nullable String description,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable UUID createdBy,
        @Nullable UUID updatedBy) {
    static ServiceRow from(Service service) {
        var text = service.text();
        var audit = service.audit();
        return new ServiceRow(
                service.id(),
                text.name().value(),
                text.name().key(),
                text.description(),
                service.version(),
                audit.createdAt(),
                audit.updatedAt(),
                audit.createdBy(),
                audit.updatedBy());
    }

    Service toDomain() {
        return new Service(
                id,
                new ServiceText(new ServiceName(name), description),
                version,
                new Audit(createdAt, updatedAt, createdBy, updatedBy));
    }
}
