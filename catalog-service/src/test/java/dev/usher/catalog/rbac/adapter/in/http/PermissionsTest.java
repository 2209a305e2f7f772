package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Http;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is edited here holds for the routes of this service too, without a new token. */
class PermissionsTest {
    private final CatalogApp app = CatalogApp.running();
    private final Http root = app.as("super-admin");
    private final UUID user = UUID.randomUUID();
    private final Http http = app.as(user);

    @Test
    void a_94_a_role_of_ones_own_opens_exactly_the_routes_of_its_permissions() {
        var role = role("access:read");
        assertThat(root.put(member(role, user), null).status()).isEqualTo(204);
        awaitStatus(200, "/v1/services");
        for (var path : List.of(
                "/v1/permissions",
                "/v1/roles",
                "/v1/roles/" + role + "/members",
                "/v1/members/" + UUID.randomUUID() + "/roles",
                "/v1/members/" + UUID.randomUUID() + "/export")) {
            assertThat(http.get(path).status()).as(path).isEqualTo(200);
        }
        var question = Map.of("user_id", UUID.randomUUID(), "permission", "users:read", "service", "auth-service");
        var checks = Map.of("checks", List.of(question));
        assertThat(http.post("/v1/checks", checks).status()).isEqualTo(200);
        for (var level : List.of("/v1/services", "/v1/permissions", "/v1/roles")) {
            isProblem(http.post(level, "{}"), 403, "forbidden");
            isProblem(http.patch(level + "/" + role, "{}"), 403, "forbidden");
            isProblem(http.delete(level + "/" + role), 403, "forbidden");
        }
        isProblem(http.put(member(role, user), null), 403, "forbidden");
        isProblem(http.delete(member(role, user)), 403, "forbidden");

        permit(role, "members:write");
        awaitStatus(403, "/v1/services");
        isProblem(http.get("/v1/roles/" + role + "/members"), 403, "forbidden");
        isProblem(http.post("/v1/checks", checks), 403, "forbidden");
        var other = UUID.randomUUID();
        assertThat(http.put(member(role, other), null).status()).isEqualTo(204);
        assertThat(http.delete(member(role, other)).status()).isEqualTo(204);
        for (var administrators : List.of("admin", "super-admin")) {
            isProblem(http.put(member(id("roles", administrators), other), null), 403, "forbidden");
        }

        permit(role, "access:write");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> http.post("/v1/services", "{}").status() == 422);
        isProblem(http.get("/v1/services"), 403, "forbidden");
    }

    @Test
    void a_98_a_revocation_holds_for_the_token_from_before() {
        var role = role("access:read");
        root.put(member(role, user), null);
        awaitStatus(200, "/v1/services");
        root.delete(member(role, user));
        awaitStatus(403, "/v1/services");

        root.put(member(role, user), null);
        awaitStatus(200, "/v1/services");
        assertThat(root.delete("/v1/roles/" + role + "?force=true").status()).isEqualTo(204);
        awaitStatus(403, "/v1/services");
    }

    /** Before that, roles stood in the token. */
    @Test
    void a_97_what_a_token_says_of_roles_does_nothing() {
        var token = app.tokenThatNames(user, "super-admin", "admin");
        isProblem(app.http().bearer(token).get("/v1/services"), 403, "forbidden");
        isProblem(app.http().bearer(token).put(member(id("roles", "customer"), user), null), 403, "forbidden");
    }

    private String role(String permission) {
        var role = root.post(
                "/v1/roles",
                Map.of("name", UUID.randomUUID().toString(), "permission_ids", List.of(id("permissions", permission))));
        assertThat(role.status()).as(role.body()).isEqualTo(201);
        return role.json().get("id").textValue();
    }

    private void permit(String role, String permission) {
        var edited = root.patch("/v1/roles/" + role, Map.of("permission_ids", List.of(id("permissions", permission))));
        assertThat(edited.status()).as(edited.body()).isEqualTo(200);
    }

    private String id(String level, String name) {
        for (var entry : root.get("/v1/" + level + "?sort=created_at&size=100&name=" + name)
                .json()
                .get("items")) {
            if (entry.get("name").textValue().equals(name)) {
                return entry.get("id").textValue();
            }
        }
        throw new AssertionError(name);
    }

    private static String member(String role, UUID user) {
        return "/v1/roles/" + role + "/members/" + user;
    }

    private void awaitStatus(int status, String path) {
        await(path)
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> http.get(path).status() == status);
    }
}
