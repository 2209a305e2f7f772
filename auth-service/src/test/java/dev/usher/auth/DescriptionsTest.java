package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.testing.RouteInventory;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The routes, and that the OpenAPI file says what the service does. */
class DescriptionsTest {
    private final AuthApp app = AuthApp.running();
    private final JsonNode api = yaml(app.http().get("/openapi.yml").body());

    /** A new route must be added here to pass; look twice at one that needs no token, or no permission. */
    @Test
    void these_are_all_routes() {
        var routes = new TreeMap<>(RouteInventory.all(app.context()));
        routes.keySet().removeAll(RouteInventory.ofKernel());
        assertThat(routes)
                .isEqualTo(Map.ofEntries(
                        Map.entry("GET /.well-known/jwks.json", "isAnonymous()"),
                        Map.entry("GET /.well-known/oauth-authorization-server", "isAnonymous()"),
                        Map.entry("POST /v1/signup", "isAnonymous()"),
                        Map.entry("POST /v1/login", "isAnonymous()"),
                        Map.entry("POST /v1/login/second-factor", "isAnonymous()"),
                        Map.entry("POST /v1/login/second-factor/enrol", "isAnonymous()"),
                        Map.entry("GET /v1/me/totp", "isAuthenticated()"),
                        Map.entry("POST /v1/me/totp", "isAuthenticated()"),
                        Map.entry("DELETE /v1/me/totp", "isAuthenticated()"),
                        Map.entry("POST /v1/me/totp/confirm", "isAuthenticated()"),
                        Map.entry("POST /v1/me/totp/recovery-codes", "isAuthenticated()"),
                        Map.entry("POST /v1/users/import", "users:import"),
                        Map.entry("POST /v1/refresh", "isAnonymous()"),
                        Map.entry("POST /v1/logout", "isAnonymous()"),
                        Map.entry("POST /v1/logout-all", "isAuthenticated()"),
                        Map.entry("GET /v1/sessions", "isAuthenticated()"),
                        Map.entry("DELETE /v1/sessions/{id}", "isAuthenticated()"),
                        Map.entry("GET /v1/me", "isAuthenticated()"),
                        Map.entry("DELETE /v1/me", "isAuthenticated()"),
                        Map.entry("GET /v1/me/export", "isAuthenticated()"),
                        Map.entry("GET /v1/users", "users:read"),
                        Map.entry("GET /v1/users/{id}", "users:read"),
                        Map.entry("DELETE /v1/users/{id}", "users:write"),
                        Map.entry("POST /v1/users/{id}/disable", "users:write"),
                        Map.entry("POST /v1/users/{id}/enable", "users:write"),
                        Map.entry("GET /v1/audit", "users:read"),
                        Map.entry("POST /v1/password/change", "isAuthenticated()"),
                        Map.entry("POST /v1/password/forgot", "isAnonymous()"),
                        Map.entry("POST /v1/password/reset", "isAnonymous()"),
                        Map.entry("POST /v1/email/verify", "isAnonymous()"),
                        Map.entry("POST /v1/email/verify/resend", "isAuthenticated()")));
    }

    @Test
    void every_route_is_described_with_its_refusals() {
        var routes = new TreeMap<>(RouteInventory.all(app.context()));
        routes.keySet().removeAll(RouteInventory.ofKernel());
        assertThat(routes).allSatisfy((route, access) -> {
            var words = route.split(" ", 2);
            var operation = api.at("/paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
            assertThat(operation.path("summary").asText()).isNotBlank();
            var statuses = operation.path("responses");
            if (route.contains("/v1/")) {
                assertThat(statuses.fieldNames()).toIterable().contains("503");
            }
            if (access.contains(":")) {
                assertThat(statuses.fieldNames()).toIterable().contains("403");
            }
            if (!access.equals("isAnonymous()")) {
                assertThat(operation.path("security").toString()).contains("bearer");
                assertThat(statuses.fieldNames())
                        .toIterable()
                        .contains("401")
                        .anyMatch(status -> status.startsWith("2"));
            }
            if (operation.has("requestBody")) {
                assertThat(statuses.fieldNames()).toIterable().contains("400", "413", "415");
            }
        });
        var operations = 0;
        for (var path : api.at("/paths")) {
            operations += path.size();
        }
        assertThat(operations).isEqualTo(routes.size());
        assertThat(statuses("/v1/signup")).contains("201", "409", "422", "429");
        assertThat(statuses("/v1/login")).contains("200", "401", "422", "429");
        assertThat(statuses("/v1/refresh")).contains("200", "401", "429");
        assertThat(statuses("/v1/password/change")).contains("200", "401", "422", "429");
        assertThat(statuses("/v1/logout")).contains("204");
        assertThat(statuses("/v1/password/forgot")).contains("202", "422", "429");
        assertThat(statuses("/v1/password/reset")).contains("204", "422", "429");
        assertThat(statuses("/v1/email/verify")).contains("204", "422", "429");
        assertThat(statuses("/v1/email/verify/resend")).contains("202", "401", "429");
    }

    private Iterable<String> statuses(String path) {
        var responses = api.at("/paths").path(path).path("post").path("responses");
        return responses::fieldNames;
    }

    @Test
    void what_is_described_has_the_members_of_the_real_thing() {
        var person = Person.signUp(app.http());
        assertMembers("SignedUp", person.signedUp());
        assertMembers("User", person.signedUp().get("user"));
        assertMembers("Tokens", person.logIn());
        var sessions = person.bearer().get("/v1/sessions").json();
        var export = person.bearer().get("/v1/me/export").json();
        assertMembers("AccountExport", export);
        assertMembers("AccountEvent", export.at("/events/0"));
        assertMembers("Sessions", sessions);
        assertMembers("Session", sessions.at("/items/0"));
        assertMembers(
                "IssuerMetadata",
                app.http().get("/.well-known/oauth-authorization-server").json());
    }

    private void assertMembers(String schema, JsonNode real) {
        var described = api.at("/components/schemas").path(schema);
        assertThat(described.path("properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> real.fieldNames());
        assertThat(described.path("required"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(() -> real.fieldNames());
    }

    @Test
    void fields_are_described_with_their_limits() {
        var signUp = api.at("/components/schemas/SignUp/properties");
        assertThat(signUp.at("/email/maxLength").intValue()).isEqualTo(254);
        assertThat(signUp.at("/password/minLength").intValue()).isEqualTo(8);
        assertThat(signUp.at("/password/maxLength").intValue()).isEqualTo(256);
        assertThat(signUp.at("/first_name/maxLength").intValue()).isEqualTo(100);
        assertThat(signUp.at("/last_name/minLength").intValue()).isEqualTo(1);
        assertThat(signUp.at("/locale/maxLength").intValue()).isEqualTo(35);
        assertThat(api.at("/components/schemas").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "AccountDeletion",
                        "AccountEvent",
                        "AccountExport",
                        "CursorPageBody_UserJson_",
                        "Import",
                        "ImportResult",
                        "ImportResults",
                        "ImportedUser",
                        "RecoveryCodes",
                        "SecondFactor",
                        "SecondFactorEnrolment",
                        "TotpCode",
                        "TotpEnrolment",
                        "TotpProvisioning",
                        "TotpRemoval",
                        "TotpState",
                        "IssuerMetadata",
                        "LogIn",
                        "PageBody_AuditController.SecurityEventJson_",
                        "EmailVerification",
                        "ForgottenPassword",
                        "PasswordChange",
                        "PasswordReset",
                        "Problem",
                        "RefreshToken",
                        "SecurityEvent",
                        "Session",
                        "Sessions",
                        "SignUp",
                        "SignedUp",
                        "Tokens",
                        "User",
                        "Violation");
    }

    private static JsonNode yaml(String text) {
        Map<String, Object> loaded = new Yaml().load(text);
        return new ObjectMapper().valueToTree(loaded);
    }
}
