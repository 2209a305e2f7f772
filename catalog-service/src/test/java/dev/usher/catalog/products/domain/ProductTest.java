package dev.usher.catalog.products.domain;

import static dev.usher.catalog.products.domain.TestProducts.ADA;
import static dev.usher.catalog.products.domain.TestProducts.BOB;
import static dev.usher.catalog.products.domain.TestProducts.CUSTOMER;
import static dev.usher.catalog.products.domain.TestProducts.NOW;
import static dev.usher.catalog.products.domain.TestProducts.ROOT;
import static dev.usher.catalog.products.domain.TestProducts.product;
import static dev.usher.catalog.products.domain.TestProducts.rename;
import static dev.usher.catalog.products.domain.TestProducts.reprice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {
    private static final Money.Draft PRICE = new Money.Draft("1", "EUR");

    @Test
    void everything_that_is_missing_is_named_at_once() {
        var refused =
                catchThrowableOfType(InvalidValue.class, () -> Offer.of(new Offer.Draft(null, null, null, null, null)));

        assertThat(refused.violations())
                .extracting(Violation::field)
                .containsExactly("name", "category", "price", "stock");
    }

    @Test
    void lengths_count_code_points() {
        var emoji = "😀";
        var longest = new Offer.Draft(emoji.repeat(200), emoji.repeat(5000), emoji.repeat(100), PRICE, 0L);
        var tooLong = new Offer.Draft("x".repeat(201), "x".repeat(5001), "x".repeat(101), PRICE, 0L);

        assertThat(Offer.of(longest).name()).hasSize(400);
        var refused = catchThrowableOfType(InvalidValue.class, () -> Offer.of(tooLong));
        assertThat(refused.violations())
                .extracting(Violation::field)
                .containsExactly("name", "description", "category");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 31, -1L << 31, Long.MAX_VALUE, Long.MIN_VALUE})
    void A_12_stock_out_of_range_is_refused(long stock) {
        assertThatThrownBy(() -> Offer.of(new Offer.Draft("Lamp", null, "lighting", PRICE, stock)))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void amount_and_currency_can_change_alone_and_are_judged_together() {
        var lamp = product();

        var cheaper = lamp.edit(reprice(price(new Wish.Become<>("5"), new Wish.Keep<>())), ADA.id(), NOW);
        assertThat(cheaper.offer().price()).isEqualTo(Money.of(new Money.Draft("5.00", "EUR")));
        // 19.99 has more decimals than yen have.
        var yen = reprice(price(new Wish.Keep<>(), new Wish.Become<>("JPY")));
        assertThatThrownBy(() -> lamp.edit(yen, ADA.id(), NOW)).isInstanceOf(InvalidValue.class);
    }

    private static Wish<Money.@Nullable Edit> price(Wish<@Nullable String> amount, Wish<@Nullable String> currency) {
        return new Wish.Become<>(new Money.Edit(amount, currency));
    }

    @Test
    void a_price_or_a_part_of_it_cannot_be_taken_away() {
        var lamp = product();

        assertThatThrownBy(() -> lamp.edit(reprice(new Wish.Become<>(null)), ADA.id(), NOW))
                .isInstanceOf(InvalidValue.class);
        var noAmount = reprice(price(new Wish.Become<>(null), new Wish.Keep<>()));
        assertThatThrownBy(() -> lamp.edit(noAmount, ADA.id(), NOW)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void an_edit_that_changes_nothing_is_no_new_version() {
        var lamp = product();

        assertThat(lamp.edit(rename(" Lamp "), BOB.id(), NOW.plusSeconds(1))).isEqualTo(lamp);
        var lantern = lamp.edit(rename("Lantern"), BOB.id(), NOW.plusSeconds(1));
        assertThat(lantern.version()).isEqualTo(2);
        assertThat(lantern.audit().updatedBy()).isEqualTo(BOB.id());
        assertThat(lantern.audit().createdBy()).isEqualTo(ADA.id());
    }

    @Test
    void sellers_change_their_own_and_administrators_all() {
        var lamp = product();

        assertThat(ADA.mayChange(lamp)).isTrue();
        assertThat(BOB.mayChange(lamp)).isFalse();
        assertThat(ROOT.mayChange(lamp)).isTrue();
        assertThat(CUSTOMER.mayChange(lamp)).isFalse();
        // Who was a seller once is no master of their products any more.
        assertThat(new Actor(ADA.id(), false, false).mayChange(lamp)).isFalse();
    }
}
