package dev.usher.profile.adapter.in.http;

import static dev.usher.profile.adapter.in.http.ProfileControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http;
import dev.usher.profile.ProfileApp;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** F-PG-1: an outage is told as one, never as the client's mistake. */
class OutageTest {
    @Test
    void without_its_database_the_service_lives_and_says_so() {
        var app = ProfileApp.running();
        try (var server = app.withoutDatabase()) {
            var http = Http.at("http://127.0.0.1:" + server.getPort());
            var ada = http.bearer(app.issuer().token(UUID.randomUUID(), "customer"));

            assertThat(http.get("/health/liveness").status()).isEqualTo(200);
            assertThat(http.get("/health/readiness").status()).isEqualTo(503);
            for (var answer :
                    new Http.Answer[] {ada.get("/v1/profile"), ada.patch("/v1/profile", "{\"bio\": \"x\"}")}) {
                isProblem(answer, 503, "unavailable");
                assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
                assertThat(answer.body()).doesNotContain("nobody", "postgres", "127.0.0.1");
            }
            isProblem(http.get("/v1/profile"), 401, "invalid-token");
            isProblem(ada.patch("/v1/profile", "{\"bio\": 1}"), 400, "malformed-request");
        }
    }
}
