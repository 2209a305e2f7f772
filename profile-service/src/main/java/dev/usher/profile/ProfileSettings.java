package dev.usher.profile;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every setting of this service; a bad one stops the start.
 *
 * @param authUrl where auth-service answers: {@code http} or {@code https}, without path, query and user
 */
@ConfigurationProperties("profile")
public record ProfileSettings(URI authUrl, Peer peer) {
    public ProfileSettings {
        var http = "http".equals(authUrl.getScheme()) || "https".equals(authUrl.getScheme());
        // A path would be lost when ours are resolved against it, a user would be sent to nobody.
        var bare = !authUrl.isOpaque()
                && authUrl.getRawUserInfo() == null
                && authUrl.getRawQuery() == null
                && authUrl.getRawFragment() == null
                && Set.of("", "/").contains(authUrl.getRawPath());
        if (!http || authUrl.getHost() == null || !bare) {
            throw new IllegalArgumentException("AUTH_URL must be http:// or https://, a host and perhaps a port");
        }
    }

    /**
     * How long and how often auth-service is asked (promises T-7).
     *
     * @param connect to open a connection
     * @param answer until the answer to a read begins, connecting included; a write has {@code total}
     * @param total until it has ended
     * @param concurrent requests at once
     * @param queue how long what comes on top waits for its turn before it is refused
     * @param failures this many within {@code failureWindow} open the circuit
     * @param open how long the circuit stays open before one request tries again
     * @param maxBody bytes of an answer
     */
    @ConfigurationProperties("peer")
    public record Peer(
            Duration connect,
            Duration answer,
            Duration total,
            int concurrent,
            Duration queue,
            int failures,
            Duration failureWindow,
            Duration open,
            int maxBody) {
        public Peer {
            if (Stream.of(connect, answer, total, queue, open).anyMatch(time -> !time.isPositive())
                    || IntStream.of(concurrent, failures, maxBody).anyMatch(number -> number < 1)) {
                throw new IllegalArgumentException("every limit of profile.peer must be positive");
            }
            if (failureWindow.toSeconds() < 1) {
                throw new IllegalArgumentException("profile.peer.failure-window must be a whole second or more");
            }
        }
    }
}
