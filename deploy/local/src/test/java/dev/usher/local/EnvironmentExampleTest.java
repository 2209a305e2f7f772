package dev.usher.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code .env.example} is the one list of settings, so it may neither lack nor invent one. */
class EnvironmentExampleTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern SETTING = Pattern.compile("(?m)^#([A-Z][A-Z0-9_]*)=");
    private static final Pattern READ = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::[^}]*)?}");

    private static List<String> listed() throws IOException {
        return SETTING.matcher(Files.readString(Path.of(".env.example")))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    @Test
    void it_lists_every_setting_of_the_contract_once() throws IOException {
        assertThat(listed())
                .doesNotHaveDuplicates()
                .contains(
                        "SERVER_PORT",
                        "DATABASE_URL",
                        "DATABASE_USERNAME",
                        "DATABASE_PASSWORD",
                        "REDIS_URL",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "ISSUER",
                        "AUDIENCE",
                        "JWKS_URL",
                        "AUTH_URL",
                        "SIGNING_KEYS_PATH",
                        "MAIL_TOKEN_KEY",
                        "PASSWORD_PEPPER",
                        "PUBLIC_URL",
                        "SMTP_HOST",
                        "SMTP_PORT",
                        "SMTP_USERNAME",
                        "SMTP_PASSWORD",
                        "SMTP_STARTTLS",
                        "MAIL_FROM",
                        "OBJECT_STORAGE",
                        "OBJECT_STORAGE_PATH",
                        "S3_BUCKET",
                        "S3_ENDPOINT",
                        "BOOTSTRAP_ADMIN_EMAIL",
                        "BOOTSTRAP_ADMIN_PASSWORD",
                        "CORS_ALLOWED_ORIGINS",
                        "TRUSTED_PROXIES",
                        "HSTS",
                        "SIGNUP_MODE",
                        "VERIFY_AT_SIGNUP",
                        "BCRYPT_COST",
                        "ACCESS_TOKEN_LIFETIME",
                        "REFRESH_IDLE_LIFETIME",
                        "REFRESH_ABSOLUTE_LIFETIME",
                        "THROTTLE_SIGNUPS_PER_ADDRESS",
                        "THROTTLE_FAILURES_PER_ACCOUNT",
                        "THROTTLE_FAILURES_PER_ADDRESS",
                        "THROTTLE_RECOVERY_PER_ADDRESS",
                        "THROTTLE_UPLOADS");
    }

    @Test
    void it_lists_every_variable_that_a_service_reads() throws IOException {
        var read = new ArrayList<String>();
        for (var module : List.of(
                "shared-kernel", "auth-service", "profile-service", "catalog-service", "notification-service")) {
            var resources = ROOT.resolve(module).resolve("src/main/resources");
            if (Files.isDirectory(resources)) {
                try (var files = Files.walk(resources)) {
                    for (var file : files.filter(path -> path.toString().endsWith(".yml"))
                            .toList()) {
                        read.addAll(READ.matcher(Files.readString(file))
                                .results()
                                .map((MatchResult result) -> result.group(1))
                                .toList());
                    }
                }
            }
        }
        assertThat(read).isNotEmpty();
        assertThat(listed()).containsAll(read);
    }

    @Test
    void every_setting_is_explained_in_the_line_above() throws IOException {
        var lines = Files.readAllLines(Path.of(".env.example"));
        for (var i = 1; i < lines.size(); i++) {
            if (SETTING.matcher(lines.get(i)).find()) {
                assertThat(lines.get(i - 1)).as(lines.get(i)).startsWith("# ").endsWith(".");
            }
        }
    }
}
