package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.RouteInventory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The whole surface of the service, and who may touch it. A new route must be added here to pass. */
class RoutesTest {
    private static final String READ = "access:read";
    private static final String WRITE = "access:write";
    private static final List<String> LEVELS = List.of("services", "permissions", "roles");

    private static final Set<String> PUBLIC =
            Set.of("GET /v1/products", "GET /v1/products/{id}", "GET /v1/products/{id}/images/{image_id}");

    private final CatalogApp app = CatalogApp.running();

    @Test
    void these_are_all_routes() {
        var routes = new TreeMap<String, String>();
        for (var level : LEVELS) {
            routes.put("GET /v1/" + level, READ);
            routes.put("POST /v1/" + level, WRITE);
            routes.put("GET /v1/" + level + "/{id}", READ);
            routes.put("PATCH /v1/" + level + "/{id}", WRITE);
            routes.put("DELETE /v1/" + level + "/{id}", WRITE);
        }
        routes.put("GET /v1/roles/{id}/members", READ);
        routes.put("PUT /v1/roles/{id}/members/{user_id}", "members:write");
        routes.put("DELETE /v1/roles/{id}/members/{user_id}", "members:write");
        routes.put("GET /v1/members/{user_id}/roles", "isAuthenticated()");
        routes.put("GET /v1/members/{user_id}/export", "isAuthenticated()");
        routes.put("POST /v1/checks", "isAuthenticated()");
        PUBLIC.forEach(route -> routes.put(route, "isAnonymous()"));
        routes.put("POST /v1/products", "isAuthenticated()");
        routes.put("PATCH /v1/products/{id}", "isAuthenticated()");
        routes.put("DELETE /v1/products/{id}", "isAuthenticated()");
        routes.put("POST /v1/products/{id}/images", "isAuthenticated()");
        routes.put("DELETE /v1/products/{id}/images/{image_id}", "isAuthenticated()");
        assertThat(ours()).isEqualTo(routes);
        assertThat(RouteInventory.anonymous(app.context()))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(RouteInventory.ofKernel().stream(), PUBLIC.stream())
                        .toList());
    }

    /** Statuses in the order list, read, add, edit, remove. */
    @ParameterizedTest
    @CsvSource({
        "no-such-role, 403, 403, 403, 403, 403",
        "customer, 403, 403, 403, 403, 403",
        "seller, 403, 403, 403, 403, 403",
        "admin, 200, 200, 403, 403, 403",
        "super-admin, 200, 200, 201, 200, 204"
    })
    void a_role_opens_this(String role, int list, int read, int add, int edit, int remove) {
        for (var level : LEVELS) {
            assertThat(statuses(app.as(role), level)).as(level).containsExactly(list, read, add, edit, remove);
        }
    }

    @Test
    void without_a_role_nothing_opens_and_nothing_is_told() {
        LEVELS.forEach(level -> assertThat(statuses(app.as(), level)).as(level).containsOnly(403));
        isProblem(app.as().get("/v1/services/" + UUID.randomUUID()), 403, "forbidden");
        isProblem(app.as().post("/v1/services", "not JSON"), 403, "forbidden");
    }

    @Test
    void without_a_token_nothing_opens() {
        for (var level : LEVELS) {
            assertThat(statuses(app.http(), level)).as(level).containsOnly(401);
            assertThat(statuses(app.http().bearer("x"), level)).as(level).containsOnly(401);
        }
    }

    @Test
    void several_roles_open_what_each_of_them_opens() {
        assertThat(statuses(app.as("customer", "admin"), "roles")).containsExactly(200, 200, 403, 403, 403);
    }

    @Test
    void unknown_routes_and_wrong_methods_say_so_with_and_without_a_token() {
        for (var http : List.of(app.http(), app.as("customer"), app.as("super-admin"))) {
            isProblem(http.get("/v1/service"), 404, "not-found");
            isProblem(http.get("/v1/services/a/b"), 404, "not-found");
            isProblem(http.delete("/v1/services"), 405, "method-not-allowed");
            isProblem(http.post("/v1/services/x", "{}"), 405, "method-not-allowed");
        }
    }

    @Test
    void every_route_is_described_with_its_refusals() {
        Map<String, Object> loaded =
                new Yaml().load(app.http().get("/openapi.yml").body());
        JsonNode api = new ObjectMapper().valueToTree(loaded);

        assertThat(ours()).allSatisfy((route, roles) -> {
            var words = route.split(" ", 2);
            var operation = api.at("/paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
            assertThat(operation.path("summary").asText()).isNotBlank();
            assertThat(operation.path("responses").fieldNames()).toIterable().contains("503");
            if (PUBLIC.contains(route)) {
                assertThat(operation.has("security")).isFalse();
            } else {
                assertThat(operation.path("security").toString()).contains("bearer");
                assertThat(operation.path("responses").fieldNames())
                        .toIterable()
                        .contains("401", "403");
            }
        });
        assertThat(api.at("/components/schemas").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "Check",
                        "CheckResult",
                        "CheckResults",
                        "Checks",
                        "CursorPageBody_ProductJson_",
                        "FileForm",
                        "HeldRole",
                        "Member",
                        "MemberExport",
                        "PageBody_HeldRoleJson_",
                        "PageBody_MemberJson_",
                        "PageBody_PermissionJson_",
                        "PageBody_RoleJson_",
                        "PageBody_ServiceJson_",
                        "Permission",
                        "PermissionDraft",
                        "PermissionPatch",
                        "Price",
                        "PriceDraft",
                        "PricePatch",
                        "Problem",
                        "Product",
                        "ProductDraft",
                        "ProductImage",
                        "ProductPatch",
                        "Role",
                        "RoleDraft",
                        "RolePatch",
                        "Service",
                        "ServiceDraft",
                        "ServicePatch",
                        "Violation");
        for (var level : LEVELS) {
            isDescribed(api, level);
        }
    }

    /** The members of the described thing are those of the real one; what is sent leaves out what we add. */
    private void isDescribed(JsonNode api, String level) {
        var name = level.substring(0, 1).toUpperCase(Locale.ROOT) + level.substring(1, level.length() - 1);
        var real = app.as("admin").get("/v1/" + level).json().at("/items/0");
        var members = api.at("/components/schemas/" + name);
        assertThat(members.at("/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(() -> real.fieldNames());
        assertThat(members.at("/required"))
                .extracting(JsonNode::textValue)
                .containsExactlyInAnyOrderElementsOf(() -> real.fieldNames());
        for (var sent : List.of("Draft", "Patch")) {
            assertThat(api.at("/components/schemas/" + name + sent + "/properties")
                            .fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(draft(level, "x").keySet());
        }
    }

    private static Map<String, Object> draft(String level, String name) {
        var draft = new LinkedHashMap<String, Object>();
        draft.put("name", name);
        draft.put("description", "d");
        switch (level) {
            case "permissions" -> draft.put("service_ids", List.of());
            case "roles" -> draft.put("permission_ids", List.of());
            default -> assertThat(level).isEqualTo("services");
        }
        return draft;
    }

    private Map<String, String> ours() {
        var routes = new TreeMap<>(RouteInventory.all(app.context()));
        routes.keySet().removeAll(RouteInventory.ofKernel());
        return routes;
    }

    private List<Integer> statuses(Http http, String level) {
        var name = UUID.randomUUID().toString();
        var all = "/v1/" + level;
        var one = String.valueOf(
                app.as("super-admin").post(all, draft(level, name)).header("Location"));
        return List.of(
                http.get(all).status(),
                http.get(one).status(),
                http.post(all, draft(level, name + " too")).status(),
                http.patch(one, Map.of("name", name + " edited")).status(),
                http.delete(one).status());
    }
}
