package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Person.assertInvalid;
import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.Administrator;
import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnAccountControllerTest {
    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());
    private final Person person = Person.signUp(http);

    private Answer delete(Http as, Object body) {
        return as.send("DELETE", "/v1/me", body);
    }

    private Answer delete(String password) {
        return delete(person.bearer(), Map.of("password", password));
    }

    @Test
    void a_108_who_leaves_is_gone_at_once_and_their_address_is_free() {
        var other = person.logIn();
        var answer = delete(Person.PASSWORD);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        for (var token : List.of(person.access(), other.get("access_token").textValue())) {
            assertProblem(http.bearer(token).get("/v1/me"), 401, "invalid-token");
        }
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        assertProblem(person.logIn(Person.PASSWORD), 401, "invalid-credentials");
        assertProblem(delete(Person.PASSWORD), 401, "invalid-token");
        var id = new AccountId(UUID.fromString(person.id()));
        assertThat(database.events(id)).endsWith("user:deleted");
        assertThat(database.cutoffs(id)).containsExactly("epoch 1");
        var again = http.post("/v1/signup", Person.form(person.email()));
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.json().at("/user/id").textValue()).isNotEqualTo(person.id());
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
    }

    @Test
    void a_90_without_the_password_nobody_leaves() {
        assertInvalid(delete("not the password"), "password wrong");
        assertInvalid(delete(""), "password wrong");
        assertInvalid(delete(person.bearer(), Map.of()), "password required");
        assertProblem(delete(person.bearer(), "{\"password\": 1}"), 400, "malformed-request");
        assertProblem(delete(person.bearer(), "{\"secret\": \"x\"}"), 400, "malformed-request");
        assertProblem(delete(http, Map.of("password", Person.PASSWORD)), 401, "invalid-token");
        assertThat(person.bearer().get("/v1/me").status()).isEqualTo(200);
        assertThat(person.refresh(person.refresh()).status()).isEqualTo(200);
        assertThat(database.texts(
                        "select kind from security_event where subject_id = ?::uuid and kind like '%delet%'",
                        person.id()))
                .containsOnly("account-deletion-failed")
                .hasSize(2);
    }

    @Test
    void guessing_the_password_this_way_has_its_limit() {
        for (var i = 0; i < 10; i++) {
            assertInvalid(delete("guess " + i), "password wrong");
        }
        var answer = delete(Person.PASSWORD);
        assertProblem(answer, 429, "too-many-attempts");
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(person.bearer().get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void an_export_has_everything_but_secrets() {
        var id = person.id();
        var root = Administrator.first(app);
        root.post("/v1/users/" + id + "/disable", null);
        root.post("/v1/users/" + id + "/enable", null);
        var tokens = person.logIn();
        var me = http.bearer(tokens.get("access_token").textValue());
        var answer = me.get("/v1/me/export");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"account.json\"");
        var export = answer.json();
        assertThat(export.get("user")).isEqualTo(me.get("/v1/me").json());
        assertThat(export.get("sessions"))
                .isEqualTo(me.get("/v1/sessions").json().get("items"));
        assertThat(export.get("events").findValuesAsText("kind"))
                .contains("account-exported", "account-disabled", "account-enabled");
        for (var event : export.get("events")) {
            var byAnother = event.get("kind").textValue().endsWith("abled");
            assertThat(event.get("ip").textValue()).isEqualTo(byAnother ? "" : "127.0.0.1");
        }
        assertThat(answer.body()).doesNotContain("$bcrypt", "password_hash", "refresh_token");
        assertProblem(http.get("/v1/me/export"), 401, "invalid-token");
    }
}
