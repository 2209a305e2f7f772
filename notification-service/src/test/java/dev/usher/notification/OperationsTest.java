package dev.usher.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Database;
import dev.usher.kernel.testing.RouteInventory;
import dev.usher.notification.application.port.Ledger;
import dev.usher.notification.domain.Kind;
import dev.usher.notification.domain.Status;
import dev.usher.notification.domain.TestMails;
import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** What operators and gateways see of the service. */
class OperationsTest {
    @Test
    void nothing_but_what_the_kernel_serves_is_open_to_everybody() {
        try (var service = TestService.quiet()) {
            assertThat(service.routes())
                    .containsEntry("GET /v1/notifications", "notifications:read")
                    .containsEntry("GET /v1/notifications/{id}", "notifications:read")
                    .containsEntry("GET /v1/notifications/export", "isAuthenticated()")
                    .containsEntry("POST /v1/notifications/redrive", "notifications:redrive")
                    .containsEntry("POST /v1/notifications/{id}/redrive", "notifications:redrive");
            assertThat(service.routes().entrySet().stream()
                            .filter(route -> route.getValue().equals("isAnonymous()"))
                            .map(Map.Entry::getKey))
                    .containsExactlyInAnyOrderElementsOf(RouteInventory.ofKernel());
            assertThat(service.routes().keySet().stream().filter(route -> route.contains("/v1/")))
                    .containsExactlyInAnyOrder(
                            "GET /v1/notifications",
                            "GET /v1/notifications/{id}",
                            "GET /v1/notifications/export",
                            "POST /v1/notifications/redrive",
                            "POST /v1/notifications/{id}/redrive");
        }
    }

    @Test
    void every_route_is_described_with_its_refusals() {
        try (var service = TestService.quiet()) {
            JsonNode api = new ObjectMapper()
                    .valueToTree(
                            new Yaml().load(service.http().get("/openapi.yml").body()));

            var list = api.at("/paths/~1v1~1notifications/get");
            assertThat(list.at("/responses").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("200", "400", "401", "403", "422", "503");
            assertThat(list.at("/parameters").findValuesAsText("name"))
                    .containsExactlyInAnyOrder("page", "size", "sort", "cursor", "status", "kind", "recipient");
            assertThat(list.at("/security").toString()).contains("bearer");
            assertThat(api.at("/paths/~1v1~1notifications~1{id}/get/responses").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("200", "401", "403", "404", "503");
            assertThat(api.at("/paths/~1v1~1notifications~1{id}~1redrive/post/responses")
                            .fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("202", "401", "403", "404", "409", "503");
            assertThat(api.at("/paths/~1v1~1notifications~1redrive/post/responses")
                            .fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("202", "400", "401", "403", "413", "415", "422", "503");
            assertThat(api.at("/paths/~1v1~1notifications~1export/get/responses")
                            .fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("200", "401", "503");
            assertThat(api.at("/paths")).hasSize(5);
            assertThat(service.http().get("/docs").status()).isEqualTo(200);
        }
    }

    @Test
    void a_described_mail_has_the_members_of_a_real_one() {
        try (var service = TestService.managed(Backends.newDatabase())) {
            JsonNode api = new ObjectMapper()
                    .valueToTree(
                            new Yaml().load(service.http().get("/openapi.yml").body()));
            var mail = TestMails.welcome();
            service.bean(Ledger.class).add(mail);
            var real = service.admin().get("/v1/notifications/" + mail.id()).json();

            var schema = api.at("/components/schemas/Notification");
            assertThat(schema.get("properties").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(() -> real.fieldNames());
            assertThat(schema.get("required"))
                    .extracting(JsonNode::textValue)
                    .containsExactlyInAnyOrderElementsOf(() -> real.fieldNames());
            assertThat(schema.at("/properties/kind/enum"))
                    .extracting(JsonNode::textValue)
                    .containsExactlyElementsOf(
                            Arrays.stream(Kind.values()).map(Kind::wire).toList());
            assertThat(schema.at("/properties/status/enum"))
                    .extracting(JsonNode::textValue)
                    .containsExactlyElementsOf(
                            Arrays.stream(Status.values()).map(Status::wire).toList());
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
                    .until(() -> service.http()
                            .get("/prometheus")
                            .body()
                            .contains("usher_mail_queue{lane=\"courtesy\",status=\"pending\"} 1.0"));
            assertThat(service.http().get("/prometheus").body())
                    .contains("usher_mail_attempts_total{outcome=\"server-away\"}", "usher_mail_queue_age_seconds");
        }
    }

    @Test
    void f_op_6_a_letter_that_is_not_whole_stops_the_start(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("letters_fr.properties"), "welcome.subject = Bienvenue");
        var settings = Map.<String, Object>of("usher.mail.templates-path", directory.toString());

        assertThatThrownBy(() ->
                        TestService.sending(Backends.newDatabase(), 1, settings).close())
                .hasRootCauseMessage("welcome.heading is missing")
                .satisfies(refused -> assertThat(Stream.iterate(refused, Objects::nonNull, Throwable::getCause)
                                .filter(ConfigurationException.class::isInstance)
                                .map(Throwable::getMessage))
                        .contains("MAIL_TEMPLATES_PATH: letters_fr.properties: welcome.heading is missing"));
    }

    @Test
    void a_database_that_is_away_makes_the_service_unready_and_is_never_a_client_error() {
        var nowhere = new Database("jdbc:postgresql://127.0.0.1:1/none", "none", "none");
        try (var service = TestService.managed(nowhere)) {
            assertThat(service.http().get("/health/liveness").status()).isEqualTo(200);
            assertThat(service.http().get("/health/readiness").status()).isEqualTo(503);
            var answer = service.admin().get("/v1/notifications");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotNull();
            assertThat(answer.json().get("code").asText()).isEqualTo("unavailable");
        }
    }
}
