package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.TestPolicy;
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
            var somebody = UUID.randomUUID();
            TestPolicy.of(server.getApplicationContext()).give(somebody, "super-admin");
            var root = http.bearer(app.token(somebody));

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

    /** F-PE-1: nothing is allowed because nobody knows who may do it, and what takes no permission goes on. */
    @Test
    void without_the_policy_what_takes_a_permission_waits() {
        var app = CatalogApp.running();
        try (var server = app.withoutKafka()) {
            var somebody = UUID.randomUUID();
            var other = UUID.randomUUID();
            var http = Http.at("http://127.0.0.1:" + server.getPort()).bearer(app.token(somebody));
            for (var path : new String[] {"/v1/services", "/v1/roles", "/v1/members/" + other + "/roles"}) {
                var answer = http.get(path);
                isProblem(answer, 503, "authorization-unavailable");
                assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
            }
            isProblem(http.post("/v1/services", "{}"), 503, "authorization-unavailable");
            assertThat(http.get("/v1/members/" + somebody + "/roles").status()).isEqualTo(200);
            assertThat(http.get("/v1/members/" + somebody + "/export").status()).isEqualTo(200);
        }
    }
}
