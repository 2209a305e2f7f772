package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.domain.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;
import org.openapitools.jackson.nullable.JsonNullable;

/** A price in a merge-patch: either part may change alone. */
record PricePatch(
        @Schema(
                type = "string",
                pattern = PriceJson.AMOUNT,
                description = PriceJson.ABOUT_AMOUNT,
                requiredMode = RequiredMode.NOT_REQUIRED)
        JsonNullable<String> amount,

        @Schema(
                type = "string",
                pattern = PriceJson.CURRENCY,
                description = PriceJson.ABOUT_CURRENCY,
                requiredMode = RequiredMode.NOT_REQUIRED)
        JsonNullable<String> currency) {
    static Money.@Nullable Edit money(@Nullable PricePatch price) {
        return price == null ? null : new Money.Edit(Wishes.of(price.amount), Wishes.of(price.currency));
    }
}
