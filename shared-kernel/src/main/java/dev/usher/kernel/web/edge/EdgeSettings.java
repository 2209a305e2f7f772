package dev.usher.kernel.web.edge;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How a service meets the network.
 *
 * @param hsts {@code on} or {@code off}: whether Strict-Transport-Security is sent over plain HTTP too, because
 *     something in front speaks TLS
 * @param corsAllowedOrigins exact origins, {@code https://app.example.com}
 * @param trustedProxies addresses and networks (CIDR) whose X-Forwarded-For and X-Forwarded-Proto are believed
 * @param headTimeout from a request's first byte to the end of its header fields
 * @param bodyTimeout how long a client may take for a body
 * @param answerTimeout from the end of a request to the start of its answer; under 5 s, so that the refusal is there
 *     by then
 * @param sendTimeout how long a client may take for an answer
 * @param bytesPerSecond what the slowest client must manage, on top of the fixed waits for bodies and answers
 */
@ConfigurationProperties("usher.web")
record EdgeSettings(
        @Bindable(defaultValue = "off") String hsts,
        @Bindable(defaultValue = "") List<String> corsAllowedOrigins,
        @Bindable(defaultValue = "") List<String> trustedProxies,
        @Bindable(defaultValue = "PT10S") Duration headTimeout,
        @Bindable(defaultValue = "PT10S") Duration bodyTimeout,
        @Bindable(defaultValue = "PT4.8S") Duration answerTimeout,
        @Bindable(defaultValue = "PT30S") Duration sendTimeout,
        @Bindable(defaultValue = "65536") int bytesPerSecond,
        @Bindable(defaultValue = "2000") int maxConnections) {

    EdgeSettings {
        hsts = hsts.strip().toLowerCase(Locale.ROOT);
        if (!List.of("on", "true", "off", "false", "").contains(hsts)) {
            throw new IllegalArgumentException("HSTS must be on or off");
        }
        corsAllowedOrigins = said(corsAllowedOrigins);
        corsAllowedOrigins.forEach(EdgeSettings::requireOrigin);
        trustedProxies = said(trustedProxies);
        TrustedProxies.networks(trustedProxies);
    }

    boolean isHsts() {
        return hsts.equals("on") || hsts.equals("true");
    }

    private static List<String> said(List<String> texts) {
        return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    /** A wildcard, a path or a trailing slash never equals what a browser sends, so it can only be a mistake. */
    private static void requireOrigin(String text) {
        if (!text.matches("https?://[a-z0-9.\\-\\[\\]:]+") || URI.create(text).getHost() == null) {
            throw new IllegalArgumentException("CORS_ALLOWED_ORIGINS must list origins like https://app.example.com");
        }
    }
}
