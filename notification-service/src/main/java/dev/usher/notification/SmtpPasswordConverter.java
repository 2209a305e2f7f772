package dev.usher.notification;

import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.TypeConverter;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes a secret of the setting before anybody can print it. */
@Singleton
final class SmtpPasswordConverter implements TypeConverter<CharSequence, SmtpPassword> {
    @Override
    public Optional<SmtpPassword> convert(
            CharSequence setting, Class<SmtpPassword> targetType, ConversionContext context) {
        return Optional.of(new SmtpPassword(setting.toString()));
    }
}
