package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.domain.Offer;
import dev.usher.catalog.products.domain.Product;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** A product as it is answered. */
@Schema(name = "Product")
record ProductJson(
        UUID id,
        @Schema(minLength = 1, maxLength = 200) String name,

        @Schema(type = "string", maxLength = 5000, requiredMode = RequiredMode.REQUIRED) @Nullable
        String description,

        @Schema(minLength = 1, maxLength = 100) String category,
        PriceJson price,
        @Schema(minimum = "0", maximum = "2147483647") int stock,
        UUID sellerId,
        List<ImageJson> images,
        Instant createdAt,
        Instant updatedAt,
        UUID createdBy,
        UUID updatedBy) {
    static ProductJson from(Product product) {
        var offer = product.offer();
        var audit = product.audit();
        return new ProductJson(
                product.id(),
                offer.name(),
                offer.description(),
                offer.category(),
                PriceJson.from(offer.price()),
                offer.stock(),
                product.sellerId(),
                product.images().stream()
                        .map(image -> ImageJson.from(product.id(), image))
                        .toList(),
                audit.createdAt(),
                audit.updatedAt(),
                audit.createdBy(),
                audit.updatedBy());
    }

    /** What is sent to offer one. */
    @Schema(name = "ProductDraft")
    record Draft(
            @Schema(type = "string", minLength = 1, maxLength = 200, requiredMode = RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(type = "string", maxLength = 5000) @Nullable
            String description,

            @Schema(type = "string", minLength = 1, maxLength = 100, requiredMode = RequiredMode.REQUIRED) @Nullable
            String category,

            @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable
            PriceDraft price,

            @Schema(
                    type = "integer",
                    format = "int32",
                    minimum = "0",
                    maximum = "2147483647",
                    requiredMode = RequiredMode.REQUIRED)
            @Nullable
            Long stock) {
        Offer.Draft offer() {
            return new Offer.Draft(name, description, category, PriceDraft.money(price), stock);
        }
    }

    /** What is sent to edit one (RFC 7396): what is absent stays, null removes. */
    @Schema(name = "ProductPatch", description = "A merge-patch: what is absent stays, null removes.")
    record Changes(
            @Schema(type = "string", minLength = 1, maxLength = 200, requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> name,

            @Schema(
                    types = {"string", "null"},
                    maxLength = 5000,
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> description,

            @Schema(type = "string", minLength = 1, maxLength = 100, requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<String> category,

            @Schema(implementation = PricePatch.class, requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<PricePatch> price,

            @Schema(
                    type = "integer",
                    format = "int32",
                    minimum = "0",
                    maximum = "2147483647",
                    requiredMode = RequiredMode.NOT_REQUIRED)
            JsonNullable<Long> stock) {
        Offer.Edit edit() {
            return new Offer.Edit(
                    Wishes.of(name),
                    Wishes.of(description),
                    Wishes.of(category),
                    Wishes.of(price).map(PricePatch::money),
                    Wishes.of(stock));
        }
    }
}
