package dev.usher.catalog.products.application;

import dev.usher.catalog.products.application.port.Products;

class InMemoryProductsTest extends ProductsContract {
    private final InMemoryProducts products = new InMemoryProducts();

    @Override
    protected Products products() {
        return products;
    }
}
