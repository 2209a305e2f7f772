package dev.usher.kernel.policy;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/**
 * What operators see of the feed: {@code usher_policy_feed_age_seconds}, {@code usher_policy_roles}, {@code
 * usher_policy_members} and {@code usher_policy_skipped_total}.
 */
@Singleton
@Requires(beans = PolicyReader.class)
final class PolicyMetrics implements MeterBinder {
    private final PolicyFeed feed;

    PolicyMetrics(PolicyFeed feed) {
        this.feed = feed;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("usher.policy.feed.age", feed, it -> it.freshness().ageSeconds())
                .description(
                        "How long ago all published roles and members were known here; infinite before the first load")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("usher.policy.roles", feed, PolicyFeed::roles)
                .description("Roles that are known here")
                .register(registry);
        Gauge.builder("usher.policy.members", feed, PolicyFeed::members)
                .description("Users who have a role")
                .register(registry);
        FunctionCounter.builder(
                        "usher.policy.skipped", feed, it -> it.freshness().skipped())
                .description("Records of the topics that could not be read")
                .register(registry);
    }
}
