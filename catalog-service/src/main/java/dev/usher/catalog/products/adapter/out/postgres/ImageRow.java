package dev.usher.catalog.products.adapter.out.postgres;

import dev.usher.catalog.products.domain.ProductImage;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A row of the table {@code product_image}. */
@MappedEntity("product_image")
record ImageRow(@Id UUID id, UUID productId, UUID thumbnail, int width, int height) {
    static ImageRow from(UUID product, ProductImage image) {
        return new ImageRow(image.id(), product, image.thumbnail(), image.width(), image.height());
    }

    ProductImage toDomain() {
        return new ProductImage(id, thumbnail, width, height);
    }
}
