package dev.usher.kernel.policy;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How permissions are checked.
 *
 * @param feedLimit how long ago all roles and members must have been known for anything to be allowed; at least a second,
 *     default 30
 */
@ConfigurationProperties("usher.policy")
record PolicySettings(@Bindable(defaultValue = "PT30S") Duration feedLimit) {
    PolicySettings {
        if (feedLimit.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("POLICY_FEED_LIMIT must be a second or more");
        }
    }
}
