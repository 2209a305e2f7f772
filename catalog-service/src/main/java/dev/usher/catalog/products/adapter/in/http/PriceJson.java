package dev.usher.catalog.products.adapter.in.http;

import dev.usher.catalog.products.domain.Money;
import io.swagger.v3.oas.annotations.media.Schema;

/** An amount in a currency, as it is answered: with as many decimals as the currency has. */
@Schema(name = "Price")
record PriceJson(
        @Schema(pattern = PriceJson.AMOUNT, example = "19.99")
        String amount,

        @Schema(pattern = PriceJson.CURRENCY, example = "EUR")
        String currency) {
    static final String AMOUNT = "^(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?$";
    static final String CURRENCY = "^[A-Z]{3}$";
    static final String ABOUT_AMOUNT =
            "Decimal text, 0 or more and below 10^12, with no more decimals than the currency has";
    static final String ABOUT_CURRENCY = "A code of ISO 4217 that is in use";

    static PriceJson from(Money price) {
        return new PriceJson(price.text(), price.currency().getCurrencyCode());
    }
}
