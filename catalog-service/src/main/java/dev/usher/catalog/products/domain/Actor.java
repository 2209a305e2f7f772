package dev.usher.catalog.products.domain;

import java.util.UUID;

/**
 * Whoever wants to change something, and what they may do at this moment.
 *
 * @param writesOwn may offer products and change those they offer
 * @param writesAll may do so with everybody's
 */
public record Actor(UUID id, boolean writesOwn, boolean writesAll) {
    public boolean mayOffer() {
        return writesOwn || writesAll;
    }

    public boolean mayChange(Product product) {
        return writesAll || (writesOwn && product.sellerId().equals(id));
    }
}
