package dev.usher.catalog.products.domain;

import dev.usher.kernel.value.InvalidValue;
import dev.usher.kernel.value.Violations;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount in a currency: 0 ≤ amount &lt; 10^12, exact, with just as many decimals as the currency has, so that one
 * amount has one spelling.
 */
public record Money(BigDecimal amount, Currency currency) {
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(12);
    private static final String AMOUNT = "price.amount";
    /** Plain digits: no sign, no exponent, no separators, no digits of other scripts; four decimals at most anywhere. */
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,11})(\\.[0-9]{1,4})?");

    public Money {
        if (amount.signum() < 0 || amount.compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException("amount out of range");
        }
        amount = amount.setScale(currency.getDefaultFractionDigits());
    }

    /** An amount as it is written down; null is what was left out. */
    public record Draft(@Nullable String amount, @Nullable String currency) {}

    /** @throws InvalidValue that names {@code price}, or {@code price.amount}, {@code price.currency} or both */
    public static Money of(@Nullable Draft draft) {
        if (draft == null) {
            throw new InvalidValue("price", "required", "is required");
        }
        var check = new Violations();
        var amount = check.value(() -> decimal(AMOUNT, draft.amount));
        var currency = check.value(() -> Currencies.of("price.currency", draft.currency));
        check.orThrow();
        var decimals = currency.get().getDefaultFractionDigits();
        if (amount.get().scale() > decimals) {
            throw new InvalidValue(
                    AMOUNT, "too_many_decimals", "has more decimals than the currency, which has " + decimals);
        }
        return new Money(amount.get(), currency.get());
    }

    /**
     * Reads an amount in whatever currency.
     *
     * @throws InvalidValue {@code required} or {@code not_an_amount}
     */
    public static BigDecimal decimal(String field, @Nullable String text) {
        if (text == null) {
            throw new InvalidValue(field, "required", "is required");
        }
        if (!DECIMAL.matcher(text).matches()) {
            throw new InvalidValue(
                    field, "not_an_amount", "must be a decimal number from 0 to below 10^12, like 19.99");
        }
        return new BigDecimal(text);
    }

    /** As it is written: {@code 19.90}. */
    public String text() {
        return amount.toPlainString();
    }

    Draft after(Edit edit) {
        return new Draft(edit.amount.over(text()), edit.currency.over(currency.getCurrencyCode()));
    }

    /** A wish to change either part or both. */
    public record Edit(Wish<@Nullable String> amount, Wish<@Nullable String> currency) {
        static final Edit NONE = new Edit(new Wish.Keep<>(), new Wish.Keep<>());
    }
}
