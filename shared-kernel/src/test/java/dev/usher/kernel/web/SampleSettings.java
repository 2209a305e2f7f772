package dev.usher.kernel.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;

/** Settings as a service has them. */
@Requires(property = "sample.settings")
@ConfigurationProperties("sample")
record SampleSettings(
        @Bindable(defaultValue = "PT15M") Duration accessLifetime,
        @Bindable(defaultValue = "12") @Min(10) @Max(16) int cost,
        @Bindable(defaultValue = "https://a.example.com") URI publicUrl,
        Secret secret) {
    @ConfigurationProperties("secret")
    record Secret(
            @Bindable(defaultValue = "0123456789abcdef") String pepper) {
        Secret {
            if (pepper.length() < 16) {
                throw new IllegalArgumentException("PASSWORD_PEPPER is shorter than 16 characters");
            }
        }
    }
}
