package dev.usher.kernel.web;

import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.MutableConversionService;
import io.micronaut.core.convert.TypeConverter;
import io.micronaut.core.convert.TypeConverterRegistrar;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/** In queries and settings, what is neither true nor false is refused; the framework would take it for false. */
@Singleton
final class StrictBoolean implements TypeConverterRegistrar, TypeConverter<CharSequence, Boolean> {
    @Override
    public void register(MutableConversionService conversions) {
        conversions.addConverter(CharSequence.class, Boolean.class, this);
    }

    @Override
    public Optional<Boolean> convert(CharSequence text, Class<Boolean> target, ConversionContext context) {
        return switch (text.toString().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> Optional.of(true);
            case "false", "off", "no" -> Optional.of(false);
            default -> {
                context.reject(text, new IllegalArgumentException("neither true nor false"));
                yield Optional.empty();
            }
        };
    }
}
