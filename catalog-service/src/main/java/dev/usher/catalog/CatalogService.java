package dev.usher.catalog;

import io.micronaut.runtime.Micronaut;

/** Starts the catalog service. */
public final class CatalogService {
    private CatalogService() {}

    public static void main(String[] args) {
        Micronaut.run(CatalogService.class, args);
    }
}
