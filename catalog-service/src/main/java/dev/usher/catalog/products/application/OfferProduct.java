package dev.usher.catalog.products.application;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.domain.Actor;
import dev.usher.catalog.products.domain.Offer;
import dev.usher.catalog.products.domain.Product;
import java.time.Clock;

/** Offers a product, which is then its seller's own. */
public final class OfferProduct {
    /** What became of it. */
    public sealed interface Result {
        record Offered(Product product) implements Result {}

        record NotAllowed() implements Result {}
    }

    private final Products products;
    private final Clock clock;

    public OfferProduct(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /**
     * Whose account is being erased sells nothing any more, whatever their token still says.
     *
     * @throws dev.usher.kernel.value.InvalidValue that names every value that cannot stand
     */
    public Result offer(Offer.Draft draft, Actor seller) {
        if (!seller.mayOffer()) {
            return new Result.NotAllowed();
        }
        var product = Product.of(Offer.of(draft), seller.id(), clock.instant());
        return products.add(product) ? new Result.Offered(product) : new Result.NotAllowed();
    }
}
