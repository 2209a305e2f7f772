package dev.usher.catalog.rbac.adapter.out.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.ServicesContract;
import dev.usher.catalog.rbac.application.port.Services;
import dev.usher.kernel.value.PageRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresServicesTest extends ServicesContract {
    @Override
    protected Services services() {
        return CatalogApp.running().bean(Services.class);
    }

    @Test
    void the_platforms_own_services_are_there() {
        var page = services().list(Optional.of("-service"), new PageRequest(0, 100, List.of()));

        assertThat(page.items())
                .filteredOn(service -> service.audit().createdBy() == null)
                .hasSize(4)
                .allSatisfy(service -> {
                    assertThat(service.id().version()).isEqualTo(7);
                    assertThat(service.text().description()).hasSizeGreaterThan(40);
                    assertThat(service.text().name().key())
                            .isEqualTo(service.text().name().value());
                })
                .extracting(service -> service.text().name().value())
                .containsExactly("auth-service", "profile-service", "catalog-service", "notification-service");
    }
}
