package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstAdministratorTest {
    private final AuthApp app = AuthApp.running();
    private final AuthDatabase database = new AuthDatabase(app.database());

    @Test
    void the_configured_administrator_can_log_in() {
        var tokens = app.http().post("/v1/login", Map.of("email", AuthApp.ADMIN, "password", AuthApp.ADMIN_PASSWORD));
        assertThat(tokens.status()).as(tokens.body()).isEqualTo(200);
        var me =
                app.http().bearer(tokens.json().get("access_token").textValue()).get("/v1/me");
        assertThat(me.json().get("roles").toString()).isEqualTo("[\"customer\",\"super-admin\"]");
    }

    @Test
    void another_replica_makes_no_other_one() {
        var settings = Map.of(
                "auth.bootstrap-admin.email",
                AuthApp.ADMIN.toUpperCase(java.util.Locale.ROOT),
                "auth.bootstrap-admin.password",
                "another-fine-93-secret");
        try (var replica = AuthApp.start(app.database(), settings)) {
            assertThat(replica.http().get("/health/readiness").status()).isEqualTo(200);
            assertThat(database.texts("select count(*) from account where email_key = ?", AuthApp.ADMIN))
                    .isEqualTo(List.of("1"));
            assertThat(replica.http()
                            .post("/v1/login", Map.of("email", AuthApp.ADMIN, "password", AuthApp.ADMIN_PASSWORD))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_69_without_the_settings_nobody_is_there() {
        try (var fresh = AuthApp.start(Map.of())) {
            assertThat(fresh.http().get("/health/readiness").status()).isEqualTo(200);
            assertThat(new AuthDatabase(fresh.database()).texts("select count(*) from account"))
                    .isEqualTo(List.of("0"));
        }
    }
}
