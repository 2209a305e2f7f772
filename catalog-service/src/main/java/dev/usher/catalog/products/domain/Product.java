package dev.usher.catalog.products.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something for sale.
 *
 * @param images oldest first
 * @param version 1 when new, one more with every change, so that a stale copy is told from a fresh one
 */
public record Product(UUID id, UUID sellerId, Offer offer, List<ProductImage> images, long version, Audit audit) {
    public Product {
        images = List.copyOf(images);
    }

    public static Product of(Offer offer, UUID seller, Instant now) {
        return new Product(Ids.next(now), seller, offer, List.of(), 1, Audit.created(seller, now));
    }

    /**
     * The product after the edit; this very product, same version, when the edit changes nothing.
     *
     * @throws dev.usher.kernel.value.InvalidValue that names every value that cannot stand
     */
    public Product edit(Offer.Edit edit, UUID by, Instant now) {
        var edited = offer.after(edit);
        return edited.equals(offer)
                ? this
                : new Product(id, sellerId, edited, images, version + 1, audit.updated(by, now));
    }
}
