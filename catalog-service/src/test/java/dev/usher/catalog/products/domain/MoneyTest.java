package dev.usher.catalog.products.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "19.99, EUR, 19.99",
        "19.9, EUR, 19.90",
        "19, EUR, 19.00",
        "0, EUR, 0.00",
        "0.00, EUR, 0.00",
        "500, JPY, 500",
        "1.234, KWD, 1.234",
        "1.2345, CLF, 1.2345",
        "2147483648, EUR, 2147483648.00",
        "999999999999.99, USD, 999999999999.99",
        "999999999999.9999, CLF, 999999999999.9999",
    })
    void an_amount_has_as_many_decimals_as_its_currency(String amount, String currency, String text) {
        assertThat(Money.of(new Money.Draft(amount, currency)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"19.999, EUR", "19.990, EUR", "0.5, JPY", "1.0, JPY", "1.2345, KWD", "0.001, USD"})
    void more_decimals_than_the_currency_has_are_refused(String amount, String currency) {
        var refused = catchThrowableOfType(InvalidValue.class, () -> Money.of(new Money.Draft(amount, currency)));

        assertThat(refused.violations())
                .extracting(Violation::field, Violation::code)
                .containsExactly(tuple("price.amount", "too_many_decimals"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "-0",
                "+1",
                "1e3",
                "1E3",
                ".5",
                "5.",
                "1,5",
                "1 000",
                "007",
                "0x10",
                "NaN",
                "Infinity",
                "1000000000000",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "١٢",
                "1.2.3",
                "1.00001",
                "1\n"
            })
    void A_12_what_is_no_plain_decimal_below_the_limit_is_refused(String amount) {
        assertThatThrownBy(() -> Money.of(new Money.Draft(amount, "EUR"))).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "EU", "XXX", "XAU", "XTS", "DEM", "ZZZ", "E R", "€"})
    void what_is_no_currency_of_today_is_refused(String currency) {
        assertThatThrownBy(() -> Money.of(new Money.Draft("1", currency))).isInstanceOf(InvalidValue.class);
    }

    @Test
    void both_parts_are_named_at_once() {
        var refused = catchThrowableOfType(InvalidValue.class, () -> Money.of(new Money.Draft(null, null)));

        assertThat(refused.violations()).extracting(Violation::field).containsExactly("price.amount", "price.currency");
    }
}
