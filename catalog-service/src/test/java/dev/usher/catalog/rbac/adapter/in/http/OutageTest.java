package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Http;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** F-PG-1: an outage is told as one, never as the client's mistake. */
class OutageTest {
    @Test
    void without_its_database_the_service_lives_and_says_so() {
        var app = CatalogApp.running();
        try (var server = app.withoutDatabase()) {
            var http = Http.at("http://127.0.0.1:" + server.getPort());
            var root = http.bearer(app.token(UUID.randomUUID(), "super-admin"));

            assertThat(http.get("/health/liveness").status()).isEqualTo(200);
            assertThat(http.get("/health/readiness").status()).isEqualTo(503);
            for (var path : List.of(
                    "/v1/services",
                    "/v1/services/" + UUID.randomUUID(),
                    "/v1/products",
                    "/v1/products/" + UUID.randomUUID())) {
                var answer = root.get(path);
                isProblem(answer, 503, "unavailable");
                assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
                assertThat(answer.body()).doesNotContain("nobody", "postgres", "127.0.0.1");
            }
            isProblem(http.get("/v1/services"), 401, "invalid-token");
            isProblem(root.get("/v1/services?page=x"), 422, "invalid");
        }
    }
}
