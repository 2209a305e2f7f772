package dev.usher.profile;

import java.net.URI;
import java.time.Duration;

/** The settings that application.yml gives, with auth-service wherever a test plays it. */
public final class TestSettings {
    private TestSettings() {}

    public static ProfileSettings authAt(URI url) {
        return new ProfileSettings(
                url,
                new ProfileSettings.Peer(
                        Duration.ofMillis(300),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        20,
                        Duration.ofMillis(200),
                        5,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        1024 * 1024));
    }
}
