package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isInvalid;
import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.port.Members;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckControllerTest {
    private final CatalogApp app = CatalogApp.running();
    private final UUID user = UUID.randomUUID();

    @Test
    void each_question_is_answered_with_its_reason() {
        app.bean(Members.class).welcome(user, false, CatalogApp.NOW);
        var stranger = UUID.randomUUID();

        var answer = app.as("admin")
                .post(
                        "/v1/checks",
                        Map.of(
                                "checks",
                                List.of(
                                        check(user, "products:read", "catalog-service"),
                                        check(user, "products:read", "auth-service"),
                                        check(user, "users:write", "auth-service"),
                                        check(stranger, "products:read", "catalog-service"))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().toString())
                .isEqualTo("{\"results\":[{\"allowed\":true,\"reason\":\"granted\"},"
                        + "{\"allowed\":false,\"reason\":\"not-covered\"},"
                        + "{\"allowed\":false,\"reason\":\"not-granted\"},"
                        + "{\"allowed\":false,\"reason\":\"no-roles\"}]}");
    }

    @Test
    void everybody_may_ask_about_themselves_and_administrators_about_all() {
        var own = Map.of("checks", List.of(check(user, "a", "b")));
        for (var http : List.of(app.as(user), app.as(user, "customer"), app.as("admin"), app.as("super-admin"))) {
            assertThat(http.post("/v1/checks", own).status()).isEqualTo(200);
        }
        isProblem(app.as("seller", "customer").post("/v1/checks", own), 403, "forbidden");
        var mixed = Map.of("checks", List.of(check(user, "a", "b"), check(UUID.randomUUID(), "a", "b")));
        isProblem(app.as(user).post("/v1/checks", mixed), 403, "forbidden");
        isProblem(app.http().post("/v1/checks", own), 401, "invalid-token");
    }

    @Test
    void a_thousand_at_once_are_the_most() {
        var longest = check(user, "p".repeat(100), "s".repeat(80));
        var most = app.as("admin").post("/v1/checks", Map.of("checks", Collections.nCopies(1000, longest)));
        assertThat(most.status()).isEqualTo(200);
        assertThat(most.json().get("results")).hasSize(1000);

        var more = Collections.nCopies(1001, check(user, "p", "s"));
        isInvalid(app.as("admin").post("/v1/checks", Map.of("checks", more)), "checks");
        var large = Collections.nCopies(1000, check(user, "p".repeat(200), "s"));
        isProblem(app.as("admin").post("/v1/checks", Map.of("checks", large)), 413, "payload-too-large");
        assertThat(app.as("admin")
                        .post("/v1/checks", Map.of("checks", List.of()))
                        .body())
                .isEqualTo("{\"results\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | checks",
                "{\"checks\": null} | checks",
                "{\"checks\": [null]} | checks.0",
                "{\"checks\": [{}]} | checks.0.user_id,checks.0.permission,checks.0.service",
                "{\"checks\": [{\"user_id\": \"x\", \"permission\": \"a\", \"service\": \"\"}]}"
                        + " | checks.0.user_id,checks.0.service"
            })
    void a_question_that_means_nothing_is_refused(String body, String fields) {
        isInvalid(app.as("admin").post("/v1/checks", body), fields.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"checks\": {}}", "{\"checks\": [1]}", "{\"checks\": [{\"user\": \"x\"}]}"})
    void a_malformed_body_is_refused(String body) {
        isProblem(app.as("admin").post("/v1/checks", body), 400, "malformed-request");
    }

    private static Map<String, String> check(UUID user, String permission, String service) {
        return Map.of("user_id", user.toString(), "permission", permission, "service", service);
    }
}
