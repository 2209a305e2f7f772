package dev.usher.catalog.products.application;

import dev.usher.catalog.products.application.port.Products;
import java.util.UUID;

/**
 * What becomes of the products of a seller whose account was deleted: they stay, and the seller is an id in them that is
 * nobody's any more, or they go too.
 */
public final class ForgetSeller {
    private final Products products;
    private final boolean takeTheirProducts;

    public ForgetSeller(Products products, boolean takeTheirProducts) {
        this.products = products;
        this.takeTheirProducts = takeTheirProducts;
    }

    public void forget(UUID seller) {
        if (takeTheirProducts) {
            products.removeAllOf(seller);
        }
    }
}
