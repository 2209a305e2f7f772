package dev.usher.auth.adapter.out.crypto;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;

/** What an operator watches during a rotation of keys. */
@Singleton
final class KeyMetrics implements MeterBinder {
    /** Asked for later: the keys need the database, and its pool is measured too. */
    private final BeanProvider<SigningKeys> keys;

    KeyMetrics(BeanProvider<SigningKeys> keys) {
        this.keys = keys;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "usher.signing.keys.published",
                        keys,
                        it -> it.get().kids().size())
                .description("Public keys of access tokens that verifiers are given")
                .register(registry);
        Gauge.builder("usher.signing.keys.refused", keys, it -> it.get().isFileRefused() ? 1 : 0)
                .description("1 while the key set file does not do and the keys before it stay")
                .register(registry);
    }
}
