package dev.usher.catalog.products.application;

import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.application.port.Products.Change;
import dev.usher.catalog.products.domain.Actor;
import dev.usher.catalog.products.domain.Offer;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongPredicate;

/**
 * Edits or removes a product: sellers their own, who may write all of them everybody's. Without a condition the last
 * write wins; with one, a stale copy changes nothing.
 */
public final class ChangeProduct {
    private final Products products;
    private final Clock clock;

    public ChangeProduct(Products products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /** @throws dev.usher.kernel.value.InvalidValue that names every value that cannot stand */
    public Change edit(UUID id, LongPredicate expected, Offer.Edit edit, Actor actor) {
        return actor.mayOffer()
                ? products.edit(
                        id, actor::mayChange, expected, stored -> stored.edit(edit, actor.id(), clock.instant()))
                : new Change.NotAllowed();
    }

    public Change remove(UUID id, LongPredicate expected, Actor actor) {
        return actor.mayOffer() ? products.remove(id, actor::mayChange, expected) : new Change.NotAllowed();
    }
}
