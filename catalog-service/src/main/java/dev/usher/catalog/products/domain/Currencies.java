package dev.usher.catalog.products.domain;

import dev.usher.kernel.value.InvalidValue;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The currencies of ISO 4217 that an amount can be given in: what a country pays with today, and the units of account
 * beside them. Currencies of the past, metals and test codes are none.
 */
public final class Currencies {
    private static final Set<String> UNITS_OF_ACCOUNT =
            Set.of("BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "VED");

    private static final Map<String, Currency> BY_CODE = Stream.concat(
                    Stream.of(Locale.getISOCountries())
                            .map(country -> Locale.of("", country))
                            .flatMap(country -> Optional.ofNullable(Currency.getInstance(country)).stream()),
                    Currency.availableCurrencies()
                            .filter(currency -> UNITS_OF_ACCOUNT.contains(currency.getCurrencyCode())))
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .distinct()
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

    private Currencies() {}

    /**
     * By its code in capitals, its only spelling.
     *
     * @throws InvalidValue {@code required} or {@code unknown}
     */
    public static Currency of(String field, @Nullable String code) {
        if (code == null) {
            throw new InvalidValue(field, "required", "is required");
        }
        return Optional.ofNullable(BY_CODE.get(code))
                .orElseThrow(() -> new InvalidValue(field, "unknown", "must be a currency code of ISO 4217"));
    }
}
