package dev.usher.kernel.web;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {
    private static void start(Map<String, Object> settings) {
        var all = new HashMap<String, Object>(Map.of(
                "usher.service", "sample-service",
                "sample.settings", "true",
                "datasources.default.enabled", "false",
                "usher.kafka.bootstrap-servers", "127.0.0.1:1",
                "usher.token.issuer", "https://issuer.example.com",
                "usher.token.audience", "usher"));
        all.putAll(settings);
        ApplicationContext.run(all, "test").close();
    }

    @Test
    void good_settings_and_defaults_start() {
        assertThatCode(() -> start(Map.of())).doesNotThrowAnyException();
        assertThatCode(() -> start(Map.of("sample.access-lifetime", "PT1H", "sample.cost", "16")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "sample.access-lifetime, soon, sample.access-lifetime cannot be read as Duration",
                "sample.access-lifetime, '${NO_SUCH_VARIABLE:soon}', NO_SUCH_VARIABLE cannot be read as Duration",
                "sample.cost, many, sample.cost cannot be read as int",
                "sample.cost, '${NO_SUCH_COST:many}', NO_SUCH_COST cannot be read as int",
                "sample.cost, '${NO_SUCH_COST:99}', NO_SUCH_COST must be less than or equal to 16",
                "sample.public-url, 'http://a b', sample.public-url cannot be read as URI",
                "sample.secret.pepper, short, PASSWORD_PEPPER is shorter than 16 characters",
                "usher.token.cutoff-feed-limit, '${NO_SUCH_LIMIT:soon}', NO_SUCH_LIMIT cannot be read as Duration",
                "usher.token.cutoff-feed-limit, PT0.9S, CUTOFF_FEED_LIMIT must be a second or more",
                "usher.policy.feed-limit, PT0.9S, POLICY_FEED_LIMIT must be a second or more",
                "usher.web.public-url, app.example.com, PUBLIC_URL must be an http or https address",
                "usher.web.public-url, 'ftp://app.example.com', PUBLIC_URL must be an http or https address",
                "usher.web.hsts, perhaps, HSTS must be on or off",
                "usher.web.trusted-proxies, '10.0.0.0/8,proxy', 'TRUSTED_PROXIES: proxy is no address'",
                "usher.web.trusted-proxies, 10.0.0.0/33, TRUSTED_PROXIES: 10.0.0.0/33 is no network",
                "usher.web.cors-allowed-origins, '*', CORS_ALLOWED_ORIGINS must list origins like https://app.example.com"
            })
    void a_bad_setting_stops_the_start_and_names_the_variable(String name, String value, String reason) {
        assertThatThrownBy(() -> start(Map.of(name, value)))
                .hasStackTraceContaining(ConfigurationException.class.getName() + ": " + reason);
    }
}
