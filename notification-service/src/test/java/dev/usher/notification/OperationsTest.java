package dev.usher.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.RouteInventory;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.TestMails;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators and gateways see of the service. */
class OperationsTest {
    @Test
    void nothing_but_what_the_kernel_serves_is_open_to_everybody() {
        try (var service = TestService.quiet()) {
            assertThat(service.routes())
                    .containsEntry("GET /v1/notifications", "admin,super-admin")
                    .containsEntry("GET /v1/notifications/{id}", "admin,super-admin");
            assertThat(service.routes().entrySet().stream()
                            .filter(route -> route.getValue().equals("isAnonymous()"))
                            .map(Map.Entry::getKey))
                    .containsExactlyInAnyOrderElementsOf(RouteInventory.ofKernel());
            assertThat(service.routes().keySet().stream().filter(route -> route.contains("/v1/")))
                    .containsExactlyInAnyOrder("GET /v1/notifications", "GET /v1/notifications/{id}");
        }
    }

    @Test
    void the_description_names_every_route_and_parameter() {
        try (var service = TestService.quiet()) {
            var description = service.http().get("/openapi.yml");

            assertThat(description.status()).isEqualTo(200);
            assertThat(description.body())
                    .contains("openapi: 3.1.0", "/v1/notifications:", "/v1/notifications/{id}:", "bearer")
                    .contains("name: status", "name: kind", "name: recipient", "name: sort")
                    .contains("next_attempt_at", "last_error", "event_id");
            assertThat(service.http().get("/docs").status()).isEqualTo(200);
        }
    }

    @Test
    void a_mail_server_that_is_away_leaves_the_service_ready_and_is_seen_in_the_metrics() {
        var database = Backends.newDatabase();
        try (var service = TestService.sending(database, 1, Map.of())) {
            service.bean(Ledger.class)
                    .add(TestMails.welcome(
                            "ada@example.com", "Ada", Clock.systemUTC().instant()));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> service.http().get("/prometheus").body().contains("usher_mail_server_away 1.0"));

            assertThat(service.http().get("/health/readiness").status()).isEqualTo(200);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> service.http().get("/prometheus").body().contains("usher_mail_queue 1.0"));
            assertThat(service.http().get("/prometheus").body())
                    .contains("usher_mail_attempts_total{outcome=\"server-away\"}", "usher_mail_queue_age_seconds");
        }
    }

    @Test
    void a_database_that_is_away_makes_the_service_unready_and_is_never_a_client_error() {
        var nowhere = new Database("jdbc:postgresql://127.0.0.1:1/none", "none", "none");
        try (var service = TestService.quiet(nowhere)) {
            assertThat(service.http().get("/health/liveness").status()).isEqualTo(200);
            assertThat(service.http().get("/health/readiness").status()).isEqualTo(503);
            var answer = service.admin().get("/v1/notifications");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotNull();
            assertThat(answer.json().get("code").asText()).isEqualTo("unavailable");
        }
    }
}
