package dev.usher.kernel.event;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long events are remembered.
 *
 * @param outboxRetention of what was published; default 7 days
 * @param inboxRetention of what had its effect: at least the retention of the topics read, or a replay of them would
 *     repeat effects; default 30 days
 */
@ConfigurationProperties("usher.events")
record EventSettings(
        @Bindable(defaultValue = "P7D") Duration outboxRetention,
        @Bindable(defaultValue = "P30D") Duration inboxRetention) {}
