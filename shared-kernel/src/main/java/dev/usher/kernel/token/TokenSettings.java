package dev.usher.kernel.token;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which access tokens are ours.
 *
 * @param issuer claim {@code iss}, compared exactly
 * @param audience claim {@code aud}, compared exactly
 * @param jwksUrl where the issuer's public keys are; not for the issuer itself
 * @param algorithms how a token may be signed, as its header says it; all that are known if not given
 * @param maxLifetime longest time from {@code iat} to {@code exp}; default one hour
 * @param cutoffFeedLimit how long ago all cut-offs must have been known for sensitive calls to be served; at least a
 *     second, default 30
 */
@ConfigurationProperties("usher.token")
@Requires(property = "usher.token.issuer")
@Requires(property = "usher.token.audience")
record TokenSettings(
        String issuer,
        String audience,
        @Nullable URI jwksUrl,
        @Bindable(defaultValue = "ES256,EdDSA,RS256") List<String> algorithms,
        @Bindable(defaultValue = "PT1H") Duration maxLifetime,
        @Bindable(defaultValue = "PT30S") Duration cutoffFeedLimit) {

    TokenSettings {
        if (algorithms.isEmpty()
                || algorithms.stream()
                        .anyMatch(name -> SigningAlgorithm.named(name).isEmpty())) {
            throw new IllegalArgumentException("TOKEN_ALGORITHMS must be one or more of " + SigningAlgorithm.all());
        }
        algorithms = List.copyOf(algorithms);
        if (cutoffFeedLimit.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("CUTOFF_FEED_LIMIT must be a second or more");
        }
    }

    /** How a token may be signed; every key is good for one way only, and only keys for these count. */
    Set<SigningAlgorithm> accepted() {
        return algorithms.stream()
                .flatMap(name -> SigningAlgorithm.named(name).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
