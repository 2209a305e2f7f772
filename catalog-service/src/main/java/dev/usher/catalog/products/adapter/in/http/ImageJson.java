package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.domain.ProductImage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/**
 * An image as it is answered. Addresses are relative to the origin, so that they hold behind every gateway.
 *
 * @param width of the image, in pixels; the thumbnail has the same proportions
 */
@Schema(name = "ProductImage")
record ImageJson(UUID id, String url, String thumbnailUrl, int width, int height) {
    static ImageJson from(UUID product, ProductImage image) {
        var url = "/v1/products/" + product + "/images/" + image.id();
        return new ImageJson(image.id(), url, url + "?size=thumbnail", image.width(), image.height());
    }
}
