package dev.usher.catalog.rbac.adapter.in.http;

import static dev.usher.catalog.CatalogApp.NOW;
import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isInvalid;
import static dev.usher.catalog.rbac.adapter.in.http.ServiceControllerTest.isProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.catalog.CatalogApp;
import dev.usher.catalog.rbac.application.port.Members;
import dev.usher.kernel.testing.Http;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberControllerTest {
    private final CatalogApp app = CatalogApp.running();
    private final UUID root = UUID.randomUUID();
    private final Http http = app.as(root, "super-admin");
    private final UUID user = UUID.randomUUID();

    @Test
    void a_role_is_given_and_taken_as_often_as_one_likes() {
        var role = added();
        for (var time : List.of("first", "second")) {
            assertThat(http.put(member(role, user), null).status()).as(time).isEqualTo(204);
        }
        var list = http.get(members(role) + "?sort=-created_at").json();
        assertThat(list.fieldNames()).toIterable().containsExactly("items", "page", "size", "total");
        assertThat(list.get("total").intValue()).isEqualTo(1);
        var member = list.at("/items/0");
        assertThat(member.fieldNames()).toIterable().containsExactly("user_id", "created_at", "created_by");
        assertThat(member.get("user_id").textValue()).isEqualTo(user.toString());
        assertThat(member.get("created_at").textValue()).isEqualTo(NOW.toString());
        assertThat(member.get("created_by").textValue()).isEqualTo(root.toString());
        for (var time : List.of("first", "second")) {
            assertThat(http.delete(member(role, user)).status()).as(time).isEqualTo(204);
        }
        assertThat(http.get(members(role)).json().get("total").intValue()).isZero();
    }

    @Test
    void everybody_may_read_their_own_roles_and_administrators_those_of_all() {
        var role = added();
        http.put(member(role, user), null);

        for (var reader : List.of(app.as(user), app.as("admin"), http)) {
            var answer = reader.get("/v1/members/" + user + "/roles?sort=name");
            assertThat(answer.status()).isEqualTo(200);
            var held = answer.json().at("/items/0");
            assertThat(held.fieldNames()).toIterable().containsExactly("id", "name", "created_at", "created_by");
            assertThat(held.get("id").textValue()).isEqualTo(role);
        }
        isProblem(app.as("customer", "seller").get("/v1/members/" + user + "/roles"), 403, "forbidden");
        isProblem(app.as().get("/v1/members/" + user + "/roles"), 403, "forbidden");
        isProblem(app.http().get("/v1/members/" + user + "/roles"), 401, "invalid-token");
        assertThat(app.as(root)
                        .get("/v1/members/" + root + "/roles")
                        .json()
                        .get("total")
                        .intValue())
                .isZero();
    }

    /** who may manage the members of which role. */
    @ParameterizedTest
    @CsvSource({
        "customer, customer, 403",
        "seller, customer, 403",
        "admin, customer, 204",
        "admin, seller, 204",
        "admin, admin, 403",
        "admin, super-admin, 403",
        "super-admin, admin, 204",
        "super-admin, super-admin, 204"
    })
    void a_role_manages_these(String own, String role, int status) {
        var id = builtIn(role);
        http.put(member(builtIn("super-admin"), UUID.randomUUID()), null);

        assertThat(app.as(own).put(member(id, user), null).status()).isEqualTo(status);
        assertThat(app.as(own).delete(member(id, user)).status()).isEqualTo(status);
        assertThat(app.as(own).get(members(id)).status()).isEqualTo(own.endsWith("admin") ? 200 : 403);
        assertThat(app.http().put(member(id, user), null).status()).isEqualTo(401);
    }

    @Test
    void the_last_super_admin_stays() {
        var role = builtIn("super-admin");
        http.put(member(role, user), null);
        for (var member : http.get(members(role) + "?size=100").json().get("items")) {
            if (!member.get("user_id").textValue().equals(user.toString())) {
                http.delete(member(role, UUID.fromString(member.get("user_id").textValue())));
            }
        }

        isProblem(http.delete(member(role, user)), 409, "last-super-admin");
        assertThat(http.get(members(role)).json().at("/items/0/user_id").textValue())
                .isEqualTo(user.toString());
    }

    @Test
    void a_role_with_members_is_in_use_and_by_force_taken_from_them() {
        var role = added();
        http.put(member(role, user), null);

        var refused = http.delete("/v1/roles/" + role);
        isProblem(refused, 409, "in-use");
        var use = refused.json().at("/used_by/0");
        assertThat(use.fieldNames()).toIterable().containsExactly("kind", "id", "name");
        assertThat(use.get("kind").textValue()).isEqualTo("member");
        assertThat(use.get("id").textValue()).isEqualTo(user.toString());
        assertThat(use.get("name").isNull()).isTrue();

        assertThat(http.delete("/v1/roles/" + role + "?force=true").status()).isEqualTo(204);
        isProblem(http.get(members(role)), 404, "not-found");
        assertThat(http.get("/v1/members/" + user + "/roles")
                        .json()
                        .get("total")
                        .intValue())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "01957000-0000-7000-8000-00000000000A", "01957000-0000-7000-8000-00000000000a"})
    void an_id_that_is_none_is_not_found(String id) {
        isProblem(http.put("/v1/roles/" + id + "/members/" + user, null), 404, "not-found");
        isProblem(http.delete("/v1/roles/" + id + "/members/" + user), 404, "not-found");
        isProblem(http.get("/v1/roles/" + id + "/members"), 404, "not-found");
        if (!id.endsWith("a")) {
            isProblem(http.put("/v1/roles/" + added() + "/members/" + id, null), 404, "not-found");
            isProblem(http.get("/v1/members/" + id + "/roles"), 404, "not-found");
        }
    }

    @Test
    void who_is_gone_gets_no_role() {
        app.bean(Members.class).erase(user);

        isProblem(http.put(member(added(), user), null), 404, "not-found");
    }

    @Test
    void a_query_that_means_nothing_is_refused() {
        isInvalid(http.get(members(added()) + "?sort=user_id"), "sort");
        isInvalid(http.get(members(added()) + "?user_id=x"), "user_id");
        isInvalid(http.get("/v1/members/" + user + "/roles?sort=updated_at"), "sort");
    }

    private String added() {
        return http.post("/v1/roles", Map.of("name", UUID.randomUUID().toString(), "permission_ids", List.of()))
                .json()
                .get("id")
                .textValue();
    }

    private String builtIn(String name) {
        for (var role :
                http.get("/v1/roles?sort=created_at&name=" + name).json().get("items")) {
            if (role.get("name").textValue().equals(name)) {
                return role.get("id").textValue();
            }
        }
        throw new AssertionError(name);
    }

    private static String members(String role) {
        return "/v1/roles/" + role + "/members";
    }

    private static String member(String role, UUID user) {
        return members(role) + "/" + user;
    }
}
