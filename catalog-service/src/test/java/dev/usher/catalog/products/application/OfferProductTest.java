package dev.usher.catalog.products.application;

import static dev.usher.catalog.products.domain.TestProducts.ADA;
import static dev.usher.catalog.products.domain.TestProducts.CUSTOMER;
import static dev.usher.catalog.products.domain.TestProducts.NOW;
import static dev.usher.catalog.products.domain.TestProducts.ROOT;
import static dev.usher.catalog.products.domain.TestProducts.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.usher.catalog.products.application.OfferProduct.Result;
import dev.usher.catalog.products.application.port.Products;
import dev.usher.catalog.products.domain.Offer;
import dev.usher.kernel.testing.MutableClock;
import dev.usher.kernel.value.InvalidValue;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferProductTest {
    private static final Offer.Draft NOTHING = new Offer.Draft(null, null, null, null, null);

    private final InMemoryProducts products = new InMemoryProducts();
    private final OfferProduct offer = new OfferProduct(products, MutableClock.at(NOW));

    @Test
    void what_somebody_offers_is_theirs() {
        for (var actor : List.of(ADA, ROOT)) {
            var offered = (Result.Offered) offer.offer(draft(), actor);

            assertThat(offered.product().sellerId()).isEqualTo(actor.id());
            assertThat(offered.product().version()).isEqualTo(1);
            assertThat(offered.product().audit().createdAt()).isEqualTo(NOW);
            assertThat(products.find(offered.product().id())).contains(offered.product());
        }
    }

    @Test
    void who_may_not_sell_is_told_so_whatever_they_send() {
        assertThat(offer.offer(draft(), CUSTOMER)).isEqualTo(new Result.NotAllowed());
        assertThat(offer.offer(NOTHING, CUSTOMER)).isEqualTo(new Result.NotAllowed());
        assertThat(products.count(Products.Filter.ALL)).isZero();
    }

    @Test
    void whose_account_is_gone_sells_nothing() {
        products.removeAllOf(ADA.id());

        assertThat(offer.offer(draft(), ADA)).isEqualTo(new Result.NotAllowed());
    }

    @Test
    void what_cannot_stand_is_not_stored() {
        assertThatThrownBy(() -> offer.offer(NOTHING, ADA)).isInstanceOf(InvalidValue.class);
        assertThat(products.count(Products.Filter.ALL)).isZero();
    }
}
