package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.domain.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** A price as it is sent with a new product. */
record PriceDraft(
        @Schema(
                type = "string",
                pattern = PriceJson.AMOUNT,
                description = PriceJson.ABOUT_AMOUNT,
                example = "19.99",
                requiredMode = RequiredMode.REQUIRED)
        @Nullable
        String amount,

        @Schema(
                type = "string",
                pattern = PriceJson.CURRENCY,
                description = PriceJson.ABOUT_CURRENCY,
                example = "EUR",
                requiredMode = RequiredMode.REQUIRED)
        @Nullable
        String currency) {
    static Money.@Nullable Draft money(@Nullable PriceDraft price) {
        return price == null ? null : new Money.Draft(price.amount, price.currency);
    }
}
