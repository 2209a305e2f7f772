package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Person.assertInvalid;
import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.auth.Administrator;
import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserControllerTest {
    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());
    private final Http root = Administrator.first(app);
    private final Person person = Person.signUp(http);

    private static Answer ok(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    private static void assertDone(int status, Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
    }

    private Answer act(Http as, String id, String deed) {
        return deed.equals("delete") ? as.delete("/v1/users/" + id) : as.post("/v1/users/" + id + "/" + deed, null);
    }

    private JsonNode user(String id) {
        return ok(root.get("/v1/users/" + id)).json();
    }

    private List<String> events(Person about) {
        return database.events(new AccountId(UUID.fromString(about.id())));
    }

    private List<String> audit(Person about) {
        return database.texts(
                "select kind from security_event where subject_id = ?::uuid and actor_id <> subject_id"
                        + " order by created_at, id",
                about.id());
    }

    private String idOf(Http administrator) {
        return administrator.get("/v1/me").json().get("id").textValue();
    }

    @Test
    void one_user_is_shown_as_they_see_themselves() {
        assertThat(user(person.id())).isEqualTo(person.bearer().get("/v1/me").json());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "01890000-0000-7000-8000-000000000000", "019DF1B2-5C8B-7000-8000-00000000000B"})
    void there_is_no_such_user(String id) {
        assertProblem(root.get("/v1/users/" + id), 404, "not-found");
        for (var deed : List.of("disable", "enable", "delete")) {
            assertProblem(act(root, id, deed), 404, "not-found");
        }
    }

    @Test
    void a_94_only_administrators_may() {
        for (var path : List.of("/v1/users", "/v1/users/" + person.id())) {
            assertProblem(http.get(path), 401, "invalid-token");
            assertProblem(person.bearer().get(path), 403, "forbidden");
            assertProblem(Administrator.with("seller", app).get(path), 403, "forbidden");
            ok(Administrator.with("admin", app).get(path));
        }
        for (var deed : List.of("disable", "enable", "delete")) {
            assertProblem(act(http, person.id(), deed), 401, "invalid-token");
            assertProblem(act(person.bearer(), person.id(), deed), 403, "forbidden");
        }
        assertThat(user(person.id()).get("status").textValue()).isEqualTo("active");
    }

    @Test
    void a_list_has_pages_and_filters() {
        var page = ok(root.get("/v1/users?size=1&email=" + person.email())).json();
        assertThat(page.fieldNames()).toIterable().containsExactly("items", "page", "size", "total", "next_cursor");
        assertThat(page.at("/items/0")).isEqualTo(user(person.id()));
        assertThat(page.get("total").longValue()).isEqualTo(1);
        assertThat(page.get("next_cursor").isNull()).isTrue();
        assertThat(ok(root.get("/v1/users?status=disabled&email=" + person.email()))
                        .json()
                        .get("items"))
                .isEmpty();
    }

    @Test
    void a_list_can_be_walked_by_cursor() {
        var group = "walk" + UUID.randomUUID() + ".example.com";
        for (var name : List.of("c", "a", "b", "d", "e")) {
            http.post("/v1/signup", Person.form(name + "@" + group));
        }
        for (var sort : List.of("email", "-email", "created_at", "-created_at")) {
            var all = ok(root.get("/v1/users?sort=" + sort + "&email=" + group)).json();
            var walked = new ArrayList<JsonNode>();
            var page = ok(root.get("/v1/users?size=2&sort=" + sort + "&email=" + group))
                    .json();
            page.get("items").forEach(walked::add);
            while (!page.get("next_cursor").isNull()) {
                page = ok(root.get("/v1/users?size=2&cursor="
                                + page.get("next_cursor").textValue()))
                        .json();
                page.get("items").forEach(walked::add);
            }
            assertThat(walked).hasSize(5).containsExactlyElementsOf(all.get("items"));
            assertThat(page.get("page").intValue()).isEqualTo(2);
            assertThat(page.get("total").longValue()).isEqualTo(5);
        }
    }

    @Test
    void what_cannot_be_asked_is_422() {
        assertInvalid(root.get("/v1/users?status=gone"), "status invalid");
        assertInvalid(root.get("/v1/users?sort=first_name"), "sort invalid");
        assertInvalid(root.get("/v1/users?name=x"), "name unknown");
        assertInvalid(root.get("/v1/users?size=101"), "size out_of_range");
        assertInvalid(root.get("/v1/users?cursor=forged"), "cursor invalid");
        var cursor = ok(root.get("/v1/users?size=1")).json().get("next_cursor").textValue();
        assertInvalid(root.get("/v1/users?cursor=A" + cursor), "cursor invalid");
        assertInvalid(root.get("/v1/users?sort=email&cursor=" + cursor), "cursor invalid");
        assertProblem(root.get("/v1/users?size=1&size=2"), 400, "malformed-request");
    }

    @Test
    void a_87_who_is_disabled_is_out_at_once_until_enabled() {
        assertDone(204, act(root, person.id(), "disable"));
        assertDone(204, act(root, person.id(), "disable"));
        assertThat(user(person.id()).get("status").textValue()).isEqualTo("disabled");
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        assertProblem(person.logIn(Person.PASSWORD), 401, "invalid-credentials");
        assertDone(204, act(root, person.id(), "enable"));
        assertDone(204, act(root, person.id(), "enable"));
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        person.logIn();
        assertThat(events(person)).containsExactly("user:signup", "user:disabled", "user:enabled");
        assertThat(database.cutoffs(new AccountId(UUID.fromString(person.id()))))
                .containsExactly("epoch 1");
        assertThat(audit(person)).containsExactly("account-disabled", "account-enabled");
    }

    @Test
    void who_is_deleted_is_gone() {
        assertDone(202, act(root, person.id(), "delete"));
        assertProblem(root.get("/v1/users/" + person.id()), 404, "not-found");
        assertProblem(act(root, person.id(), "delete"), 404, "not-found");
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        assertThat(events(person)).endsWith("user:deleted");
    }

    @Test
    void super_admins_answer_to_super_admins_only() {
        var admin = Administrator.with("admin", app);
        var second = Administrator.with("super-admin", app);
        var id = idOf(second);
        for (var deed : List.of("disable", "enable", "delete")) {
            assertProblem(act(admin, id, deed), 403, "forbidden");
        }
        assertDone(204, act(root, id, "disable"));
        assertDone(204, act(root, id, "enable"));
        assertDone(202, act(root, id, "delete"));
        assertDone(204, act(admin, person.id(), "disable"));
    }

    @Test
    void the_last_super_admin_stays() {
        // All others that tests have made are out of the way already, or go now.
        var id = idOf(root);
        database.update(
                "update account set status = 'disabled' where 'super-admin' = any (roles) and id <> ?::uuid", id);
        for (var deed : List.of("disable", "delete")) {
            assertProblem(act(root, id, deed), 409, "last-super-admin");
        }
        assertProblem(
                root.send("DELETE", "/v1/me", Map.of("password", AuthApp.ADMIN_PASSWORD)), 409, "last-super-admin");
        ok(root.get("/v1/me"));
    }

    @Test
    void an_administrator_who_is_none_any_more_may_nothing() {
        var admin = Administrator.with("admin", app);
        app.policy().give(UUID.fromString(idOf(admin)), "customer");
        // The permission is gone, and the token about to be.
        assertThat(act(admin, person.id(), "disable").status()).isIn(403, 401);
        assertThat(user(person.id()).get("status").textValue()).isEqualTo("active");
    }

    @Test
    void a_token_that_the_database_knows_as_dead_does_nothing_though_its_cut_off_has_not_come() {
        var admin = Administrator.with("admin", app);
        database.update("update account set epoch = epoch + 1 where id = ?::uuid", idOf(admin));
        assertProblem(act(admin, person.id(), "disable"), 401, "invalid-token");
        assertThat(user(person.id()).get("status").textValue()).isEqualTo("active");
    }
}
