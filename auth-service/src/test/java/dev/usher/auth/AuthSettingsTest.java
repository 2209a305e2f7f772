package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthSettingsTest {
    /** As the environment would set them, with nothing that has a default. */
    private static Map<String, Object> least() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("usher.service", "auth-service"),
                Map.entry("DATABASE_URL", "jdbc:postgresql://127.0.0.1:1/nowhere"),
                Map.entry("DATABASE_USERNAME", "nobody"),
                Map.entry("DATABASE_PASSWORD", "nothing"),
                Map.entry("usher.kafka.enabled", "false"),
                Map.entry("REDIS_URL", "redis://127.0.0.1:6379"),
                Map.entry("ISSUER", "https://usher.example.com"),
                Map.entry("AUDIENCE", "usher"),
                Map.entry("SIGNING_KEYS_PATH", TestSigningKeys.file().toString()),
                Map.entry("PASSWORD_PEPPER", "a pepper for tests, long enough to do"),
                Map.entry("MAIL_TOKEN_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")));
    }

    private static ApplicationContext context(Map<String, Object> properties) {
        return ApplicationContext.builder()
                .properties(properties)
                .deduceEnvironment(false)
                .eagerInitSingletons(false)
                .build()
                .start();
    }

    @Test
    void defaults() {
        try (var context = context(with(Map.of()))) {
            var settings = context.getBean(AuthSettings.class);
            assertThat(settings.signupMode()).isEqualTo("open");
            assertThat(settings.password().bcryptCost()).isEqualTo(12);
            assertThat(settings.password().lowestCost()).isEqualTo(10);
            assertThat(settings.password().minLength()).isEqualTo(8);
            assertThat(settings.tokens().accessLifetime()).isEqualTo(Duration.ofMinutes(15));
            assertThat(settings.tokens().refreshIdle()).isEqualTo(Duration.ofDays(14));
            assertThat(settings.tokens().refreshAbsolute()).isEqualTo(Duration.ofDays(30));
            assertThat(settings.tokens().grace()).isEqualTo(Duration.ofSeconds(10));
            assertThat(settings.tokens().sessionsPerUser()).isEqualTo(50);
            assertThat(settings.bootstrapAdmin().address()).isEmpty();
            assertThat(context.getBean(AuthSettings.Throttle.class))
                    .isEqualTo(new AuthSettings.Throttle(60, 10, 100, 30));
            assertThat(context.getBean(AuthSettings.Audit.class).retention()).isEqualTo(Duration.ofDays(400));
            assertThat(context.getBean(AuthSettings.Recovery.class))
                    .isEqualTo(new AuthSettings.Recovery(Duration.ofMinutes(20), Duration.ofHours(24), false));
            assertThat(context.getBean(AuthSettings.SecondFactor.class).roles()).isEmpty();
            var keys = context.getBean(AuthSettings.Keys.class);
            assertThat(keys.reread()).isEqualTo(Duration.ofSeconds(5));
            assertThat(keys.delay()).isEqualTo(Duration.ofMinutes(1));
        }
    }

    private static Map<String, Object> with(Map<String, ?> more) {
        var all = least();
        all.putAll(more);
        return all;
    }

    @Test
    void every_variable_is_mapped() {
        var keys = TestSigningKeys.file();
        try (var context = context(with(Map.of(
                "SIGNING_KEYS_PATH", keys.toString(),
                "BCRYPT_COST", "11",
                "ACCESS_TOKEN_LIFETIME", "PT1H",
                "REFRESH_IDLE_LIFETIME", "P100D",
                "REFRESH_ABSOLUTE_LIFETIME", "P365D",
                "REDIS_URL", "rediss://user:secret@redis.example.com:6380/2")))) {
            var settings = context.getBean(AuthSettings.class);
            assertThat(settings.signingKeysPath()).isEqualTo(keys);
            assertThat(settings.redisUrl()).isEqualTo("rediss://user:secret@redis.example.com:6380/2");
            assertThat(settings.password().bcryptCost()).isEqualTo(11);
            assertThat(settings.tokens().issuer()).isEqualTo("https://usher.example.com");
            assertThat(settings.tokens().audience()).isEqualTo("usher");
            assertThat(settings.tokens().accessLifetime()).isEqualTo(Duration.ofHours(1));
            assertThat(settings.tokens().refreshIdle()).isEqualTo(Duration.ofDays(100));
            assertThat(settings.tokens().refreshAbsolute()).isEqualTo(Duration.ofDays(365));
            assertThat(settings.toString() + settings.password() + settings.bootstrapAdmin())
                    .doesNotContain("secret", "pepper for tests");
        }
    }

    @Test
    void every_limit_is_mapped() {
        try (var context = context(with(Map.of(
                "THROTTLE_SIGNUPS_PER_ADDRESS", "1",
                "THROTTLE_FAILURES_PER_ACCOUNT", "2",
                "THROTTLE_FAILURES_PER_ADDRESS", "3",
                "THROTTLE_RECOVERY_PER_ADDRESS", "1000000")))) {
            assertThat(context.getBean(AuthSettings.Throttle.class))
                    .isEqualTo(new AuthSettings.Throttle(1, 2, 3, 1_000_000));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIGNUP_MODE | closed | SIGNUP_MODE must be open or verified, is closed",
                "VERIFY_AT_SIGNUP | perhaps | VERIFY_AT_SIGNUP cannot be read as boolean",
                "REDIS_URL | http://127.0.0.1 | REDIS_URL must begin with redis:// or rediss://",
                "PASSWORD_PEPPER | too short | PASSWORD_PEPPER must be at least 32 bytes long",
                "MAIL_TOKEN_KEY | c2VjcmV0 | MAIL_TOKEN_KEY must be 32 bytes in base64",
                "BCRYPT_COST | 9 | BCRYPT_COST must be 10 to 16, is 9",
                "BCRYPT_COST | 17 | BCRYPT_COST must be 10 to 16, is 17",
                "BCRYPT_COST | twelve | BCRYPT_COST cannot be read as int",
                "ACCESS_TOKEN_LIFETIME | PT0S | ACCESS_TOKEN_LIFETIME must be PT1S to PT1H, is PT0S",
                "ACCESS_TOKEN_LIFETIME | PT61M | ACCESS_TOKEN_LIFETIME must be PT1S to PT1H, is PT1H1M",
                "ACCESS_TOKEN_LIFETIME | soon | ACCESS_TOKEN_LIFETIME cannot be read as Duration",
                "REFRESH_IDLE_LIFETIME | P401D | REFRESH_IDLE_LIFETIME must be PT1S to PT9600H, is PT9624H",
                "REFRESH_ABSOLUTE_LIFETIME | P1D | REFRESH_ABSOLUTE_LIFETIME must be PT336H to PT9600H, is PT24H",
                "BOOTSTRAP_ADMIN_EMAIL | a@example.com | BOOTSTRAP_ADMIN_EMAIL and BOOTSTRAP_ADMIN_PASSWORD must both be set, or neither",
                "THROTTLE_SIGNUPS_PER_ADDRESS | 0 | THROTTLE_SIGNUPS_PER_ADDRESS must be 1 to 1000000, is 0",
                "THROTTLE_FAILURES_PER_ACCOUNT | 0 | THROTTLE_FAILURES_PER_ACCOUNT must be 1 to 1000000, is 0",
                "THROTTLE_FAILURES_PER_ADDRESS | 1000001 | THROTTLE_FAILURES_PER_ADDRESS must be 1 to 1000000, is 1000001",
                "THROTTLE_RECOVERY_PER_ADDRESS | many | THROTTLE_RECOVERY_PER_ADDRESS cannot be read as int",
                "AUDIT_RETENTION | P29D | AUDIT_RETENTION must be PT720H to PT87840H, is PT696H",
                "SIGNING_KEY_DELAY | P2D | SIGNING_KEY_DELAY must be PT0S to PT24H, is PT48H",
                "SECOND_FACTOR_ROLES | admin,customer | SECOND_FACTOR_ROLES must not name customer",
                "SIGNING_KEY_DELAY | soon | SIGNING_KEY_DELAY cannot be read as Duration",
                "SIGNING_KEYS_PATH | /nowhere.json | the key set at SIGNING_KEYS_PATH does not do: it cannot be read"
            })
    void f_op_6_a_bad_value_stops_the_start_and_is_named(String variable, String value, String message) {
        assertThat(told(() -> context(with(Map.of(variable, value))).close())).isEqualTo(message);
    }

    /** What the launcher makes of it. */
    private static @Nullable String told(ThrowingCallable start) {
        var causes = Stream.iterate(catchThrowable(start), Objects::nonNull, Throwable::getCause)
                .toList();
        return causes.stream()
                .filter(ConfigurationException.class::isInstance)
                .findFirst()
                .orElseGet(causes::getLast)
                .getMessage();
    }

    @Test
    void f_op_6_an_administrator_that_could_not_sign_up_stops_the_start() {
        assertThatThrownBy(() -> AuthApp.start(Map.of(
                                "auth.bootstrap-admin.email", "root@example.com",
                                "auth.bootstrap-admin.password", "password1"))
                        .close())
                .rootCause()
                .hasMessage("BOOTSTRAP_ADMIN_PASSWORD is one of the most used passwords");
        assertThatThrownBy(() -> AuthApp.start(Map.of(
                                "auth.bootstrap-admin.email", "root",
                                "auth.bootstrap-admin.password", "violet-harbour-93-quartz"))
                        .close())
                .rootCause()
                .hasMessage("BOOTSTRAP_ADMIN_EMAIL is not an e-mail address");
    }
}
