package dev.usher.kernel.token;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/**
 * What operators see of the feed: {@code usher_cutoff_feed_age_seconds}, {@code usher_cutoff_users}, {@code
 * usher_cutoff_sessions} and {@code usher_cutoff_skipped_total}.
 */
@Singleton
@Requires(beans = CutoffReader.class)
final class CutoffMetrics implements MeterBinder {
    private final CutoffFeed feed;

    CutoffMetrics(CutoffFeed feed) {
        this.feed = feed;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("usher.cutoff.feed.age", feed, it -> it.freshness().ageSeconds())
                .description("How long ago all published cut-offs were known here; infinite before the first load")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("usher.cutoff.users", feed, it -> it.cutoffs().users())
                .description("Users some of whose tokens are cut off")
                .register(registry);
        Gauge.builder("usher.cutoff.sessions", feed, it -> it.cutoffs().sessions())
                .description("Sessions whose tokens are cut off")
                .register(registry);
        FunctionCounter.builder(
                        "usher.cutoff.skipped", feed, it -> it.freshness().skipped())
                .description("Records of the topic that could not be read")
                .register(registry);
    }
}
