package dev.usher.kernel.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Backends;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.RouteInventory;
import dev.usher.kernel.testing.TestIssuer;
import dev.usher.kernel.testing.TestPolicy;
import dev.usher.kernel.token.TokenApp;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets past {@link Permitted}, over HTTP and with the roles of the seeds and some of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermittedTest {
    private static final Map<String, List<String>> HERE = Map.of(
            "things:read", List.of("sample-service"),
            "things:write", List.of("Sample-Service", "other-service"),
            "things:elsewhere", List.of("other-service"));

    private final TestIssuer issuer = new TestIssuer();
    private TokenApp app;
    private TestPolicy policy;

    @BeforeAll
    void start() {
        TestPolicy.role("thing-reader", 1, Set.of("things:read"), HERE);
        TestPolicy.role("thing-writer", 1, Set.of("things:write"), HERE);
        TestPolicy.role("thing-stranger", 1, Set.of("things:elsewhere"), HERE);
        app = new TokenApp(issuer, Backends.kafka(), Map.of("policy.app", "true"));
        policy = TestPolicy.of(app.context());
    }

    @AfterAll
    void stop() {
        app.close();
        issuer.close();
    }

    private Http as(String... roles) {
        return app.http().bearer(policy.token(issuer, roles));
    }

    private static List<Integer> statuses(Http http) {
        return List.of(
                http.get("/things").status(),
                http.post("/things", null).status(),
                http.get("/things/own").status(),
                http.get("/things/open").status(),
                http.get("/things/both").status(),
                http.get("/secured").status(),
                http.get("/secured/some").status(),
                http.get("/doubly").status());
    }

    @ParameterizedTest
    @CsvSource({
        "thing-reader, 200, 403, 403, 200, 403",
        "thing-writer, 403, 200, 200, 403, 200",
        "thing-stranger, 403, 403, 403, 403, 403",
        "admin, 403, 403, 403, 403, 403",
        "super-admin, 200, 200, 200, 200, 200",
        "no-such-role, 403, 403, 403, 403, 403"
    })
    void a_role_opens_this(String role, int read, int write, int both, int some, int doubly) {
        assertThat(statuses(as(role))).containsExactly(read, write, 200, 200, both, 200, some, doubly);
    }

    @Test
    void without_a_token_it_is_401_and_with_one_that_names_roles_403() {
        assertThat(statuses(app.http())).containsExactly(401, 401, 401, 200, 401, 401, 401, 401);
        var answer = app.http().get("/things");
        assertThat(answer.json().path("code").asText()).isEqualTo("invalid-token");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");

        var named = issuer.token(UUID.randomUUID(), "super-admin", "thing-writer");
        assertThat(statuses(app.http().bearer(named))).containsExactly(403, 403, 200, 200, 403, 200, 403, 403);
        var refused = app.http().bearer(named).get("/things");
        assertThat(refused.json().path("code").asText()).isEqualTo("forbidden");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer error=\"insufficient_scope\"");
    }

    @Test
    void what_is_given_and_taken_counts_for_the_token_that_is_there() {
        var user = UUID.randomUUID();
        var http = app.http().bearer(issuer.token(user));
        assertThat(http.get("/things").status()).isEqualTo(403);
        policy.give(user, "thing-reader");
        assertThat(http.get("/things").status()).isEqualTo(200);
        policy.give(user, "customer");
        assertThat(http.get("/things").status()).isEqualTo(403);
        policy.give(user, "super-admin");
        assertThat(http.get("/things").status()).isEqualTo(200);
        policy.forget(user);
        assertThat(http.get("/things").status()).isEqualTo(403);
    }

    @Test
    void a_controller_may_ask_by_itself() {
        assertThat(as("thing-writer").get("/things/own").body()).isEqualTo("{\"may_write\":true}");
        assertThat(as("thing-reader").get("/things/own").body()).isEqualTo("{\"may_write\":false}");
        assertThat(as("super-admin").get("/things/own").body()).isEqualTo("{\"may_write\":true}");

        var permissions = app.bean(Permissions.class);
        var user = UUID.randomUUID();
        policy.give(user, "thing-writer", "customer");
        assertThat(permissions.roles(user)).containsExactlyInAnyOrder("thing-writer", "customer");
        assertThat(permissions.allowed(List.of(
                        new Permissions.Check(user, "things:write", "other-service"),
                        new Permissions.Check(user, "THINGS:WRITE", "sample-SERVICE"),
                        new Permissions.Check(user, "things:read", "sample-service"),
                        new Permissions.Check(user, "products:read", "catalog-service"))))
                .containsExactly(true, true, false, true);
    }

    @Test
    void the_inventory_names_the_permission() {
        assertThat(RouteInventory.all(app.context()))
                .containsEntry("GET /things", "things:read")
                .containsEntry("POST /things", "things:write")
                .containsEntry("GET /things/own", "isAuthenticated()")
                .containsEntry("GET /things/both", "things:write")
                .containsEntry("GET /secured", "isAuthenticated()")
                .containsEntry("GET /secured/some", "things:read")
                .containsEntry("GET /doubly", "things:write");
        assertThat(RouteInventory.anonymous(app.context()))
                .contains("GET /things/open")
                .doesNotContain("GET /things/both", "GET /things");
    }

    /** A service without a broker has never heard of anybody. */
    @Test
    void what_was_never_loaded_allows_nothing_and_says_that_it_is_an_outage() {
        try (var alone = TokenApp.alone(issuer, "policy.app", "true")) {
            var http = alone.http().bearer(issuer.token(UUID.randomUUID(), "super-admin"));
            var answer = http.get("/things");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.json().path("code").asText()).isEqualTo("authorization-unavailable");
            assertThat(http.get("/things/own").status()).isEqualTo(503);
            assertThat(http.get("/things/open").status()).isEqualTo(200);
            assertThat(http.get("/secured").status()).isEqualTo(200);
            assertThat(alone.http().get("/things").status()).isEqualTo(401);
            assertThat(alone.bean(PermittedController.class).calls.get()).isEqualTo(1);
        }
    }

    /** Whose token cannot be judged is told so first. */
    @Test
    void keys_that_cannot_be_loaded_are_503_and_not_401() {
        try (var mute = new TestIssuer()) {
            mute.down(true);
            try (var alone = TokenApp.alone(mute, "policy.app", "true")) {
                var answer = alone.http().bearer(mute.token(UUID.randomUUID())).get("/things");
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.json().path("code").asText()).isEqualTo("unavailable");
            }
        }
    }
}
