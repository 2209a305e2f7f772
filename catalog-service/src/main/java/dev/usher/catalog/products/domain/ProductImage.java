package dev.usher.catalog.products.domain;

import java.util.List;
import java.util.UUID;

/**
 * A picture of a product. It never changes: a better one is another one.
 *
 * @param id also that of its file
 * @param thumbnail the file of a smaller one
 * @param width in pixels, of the larger one
 */
public record ProductImage(UUID id, UUID thumbnail, int width, int height) {
    /** All that is stored of it. */
    public List<UUID> files() {
        return List.of(id, thumbnail);
    }
}
