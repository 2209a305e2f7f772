package dev.usher.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8081", "https://auth.example.com", "http://auth:8081/"})
    void an_address_of_auth_service_is_taken(String url) {
        assertThat(TestSettings.authAt(URI.create(url)).authUrl()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "auth",
                "auth:8081",
                "//auth:8081",
                "ftp://auth:8081",
                "file:///etc/passwd",
                "http://auth:8081/prefix",
                "http://auth:8081?x",
                "http://auth:8081#x",
                "http://user:secret@auth:8081"
            })
    void what_is_no_address_of_a_service_is_refused_without_repeating_it(String url) {
        assertThatThrownBy(() -> TestSettings.authAt(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AUTH_URL")
                .hasMessageNotContaining("secret");
    }

    @Test
    void limits_that_would_switch_a_limit_off_are_refused() {
        var second = Duration.ofSeconds(1);
        assertThatThrownBy(
                        () -> new ProfileSettings.Peer(Duration.ZERO, second, second, 1, second, 1, second, second, 1))
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> new ProfileSettings.Peer(second, second, second, 0, second, 1, second, second, 1))
                .hasMessageContaining("positive");
        assertThatThrownBy(() ->
                        new ProfileSettings.Peer(second, second, second, 1, second, 1, Duration.ofMillis(1), second, 1))
                .hasMessageContaining("whole second");
    }

    @Test
    void the_service_ships_with_the_limits_of_t7() {
        try (var context = ApplicationContext.run(Map.of(
                "usher.service", "profile-service",
                "profile.auth-url", "http://127.0.0.1:1",
                "usher.object-storage.path", "/nowhere",
                "datasources.default.enabled", "false",
                "usher.kafka.enabled", "false",
                "usher.token.issuer", "https://issuer.example.com",
                "usher.token.audience", "usher"))) {
            assertThat(context.getBean(ProfileSettings.class))
                    .isEqualTo(TestSettings.authAt(URI.create("http://127.0.0.1:1")));
        }
    }
}
