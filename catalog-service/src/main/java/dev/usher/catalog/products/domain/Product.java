package dev.usher.catalog.products.domain;

import dev.usher.kernel.value.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Something for sale.
 *
 * @param images oldest first
 * @param version 1 when new, one more with every change, so that a stale copy is told from a fresh one
 */
public record Product(UUID id, UUID sellerId, Offer offer, List<ProductImage> images, long version, Audit audit) {
    public static final int MAX_IMAGES = 10;

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

    /** Whether there is no room for another image. */
    public boolean isFull() {
        return images.size() >= MAX_IMAGES;
    }

    public Optional<ProductImage> image(UUID image) {
        return images.stream().filter(candidate -> candidate.id().equals(image)).findFirst();
    }

    /** The product with one image more, which is the newest. */
    public Product withImage(ProductImage image, UUID by, Instant now) {
        return withImages(Stream.concat(images.stream(), Stream.of(image)), by, now);
    }

    public Product withoutImage(UUID image, UUID by, Instant now) {
        return withImages(images.stream().filter(candidate -> !candidate.id().equals(image)), by, now);
    }

    private Product withImages(Stream<ProductImage> changed, UUID by, Instant now) {
        return new Product(id, sellerId, offer, changed.toList(), version + 1, audit.updated(by, now));
    }
}
