package dev.usher.catalog.rbac.application;

import dev.usher.catalog.rbac.application.port.Services;

class InMemoryServicesTest extends ServicesContract {
    private final InMemoryServices services = new InMemoryServices();

    @Override
    protected Services services() {
        return services;
    }
}
