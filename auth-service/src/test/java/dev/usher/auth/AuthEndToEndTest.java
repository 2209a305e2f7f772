package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthEndToEndTest {
    private final Http http = AuthApp.running().http();

    @Test
    void somebody_signs_up_logs_in_stays_logged_in_and_logs_out() {
        var email = AuthApp.newAddress();
        var signUp = http.post(
                "/v1/signup",
                Map.of("email", email, "password", "correct horse battery", "first_name", "Ada", "last_name", "King"));
        assertThat(signUp.status()).as(signUp.body()).isEqualTo(201);
        var user = signUp.json().get("user");
        assertThat(signUp.header("Location"))
                .isEqualTo("/v1/users/" + user.get("id").asText());

        var me = http.bearer(signUp.json().get("access_token").asText()).get("/v1/me");
        assertThat(me.status()).as(me.body()).isEqualTo(200);
        assertThat(me.json()).isEqualTo(user);

        var logIn = http.post("/v1/login", Map.of("email", email, "password", "correct horse battery"));
        assertThat(logIn.status()).as(logIn.body()).isEqualTo(200);

        var first = logIn.json().get("refresh_token").asText();
        var refresh = http.post("/v1/refresh", Map.of("refresh_token", first));
        assertThat(refresh.status()).as(refresh.body()).isEqualTo(200);
        var second = refresh.json().get("refresh_token").asText();
        assertThat(second).isNotEqualTo(first);

        assertThat(http.post("/v1/logout", Map.of("refresh_token", second)).status())
                .isEqualTo(204);
        assertThat(http.post("/v1/refresh", Map.of("refresh_token", second)).status())
                .isEqualTo(401);
    }
}
