package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import dev.usher.kernel.testing.Http;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInRolesTest {
    private final Http http = CatalogApp.running().as("super-admin");

    @ParameterizedTest
    @ValueSource(strings = {"super-admin", "admin", "seller", "customer"})
    void a_built_in_role_keeps_its_name_and_stays(String name) {
        var path = "/v1/roles/" + id(name);
        var before = http.get(path).json();

        isProblem(http.patch(path, Map.of("name", "x")), 409, "built-in");
        isProblem(http.patch(path, Map.of("name", "Admin")), 409, "built-in");
        isProblem(http.delete(path), 409, "built-in");
        isProblem(http.delete(path + "?force=true"), 409, "built-in");
        assertThat(http.get(path).json()).isEqualTo(before);

        assertThat(http.patch(path, Map.of("name", name)).json()).isEqualTo(before);
        var described = http.patch(path, Map.of("description", "Said better."));
        assertThat(described.status()).isEqualTo(200);
        http.patch(path, Map.of("description", before.get("description").textValue()));
    }

    private String id(String name) {
        for (var role : http.get("/v1/roles?sort=created_at&size=100&name=" + name)
                .json()
                .get("items")) {
            if (role.get("name").textValue().equals(name)) {
                return role.get("id").textValue();
            }
        }
        throw new AssertionError(name);
    }
}
