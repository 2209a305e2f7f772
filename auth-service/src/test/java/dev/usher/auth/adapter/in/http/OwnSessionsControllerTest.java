package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSessionsControllerTest {
    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());
    private final Person person = Person.signUp(http);

    private static String text(JsonNode tokens, String member) {
        return tokens.get(member).textValue();
    }

    private Http with(JsonNode tokens) {
        return http.bearer(text(tokens, "access_token"));
    }

    private static String session(JsonNode tokens) {
        return Person.session(text(tokens, "access_token"));
    }

    private JsonNode items(Http as) {
        var answer = as.get("/v1/sessions");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.json().get("items");
    }

    private static List<String> ids(JsonNode items) {
        return items.findValuesAsText("id");
    }

    private static void assertEnded(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
    }

    private List<String> cutoffs() {
        return database.cutoffs(new AccountId(UUID.fromString(person.id())));
    }

    private List<String> audit() {
        return database.texts(
                "select kind || ' ' || coalesce(session_id::text, 'all') || ' ' || ip from security_event"
                        + " where subject_id = ?::uuid and actor_id = subject_id and kind like '%e%d%'"
                        + " or subject_id = ?::uuid and kind = 'log-out-all' order by created_at",
                person.id(), person.id());
    }

    @Test
    void a_91_sessions_are_listed_as_they_were_used_last() {
        var login = http.post(
                        "/v1/login",
                        Map.of("email", person.email(), "password", Person.PASSWORD),
                        "User-Agent",
                        "a browser")
                .json();
        var items = items(with(login));
        assertThat(ids(items)).containsExactly(session(login), person.session());
        var first = items.get(0);
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly("id", "created_at", "last_used_at", "ip", "user_agent", "current");
        assertThat(first.get("current").booleanValue()).isTrue();
        assertThat(first.get("ip").textValue()).isEqualTo("127.0.0.1");
        assertThat(first.get("user_agent").textValue()).isEqualTo("a browser");
        assertThat(first.get("created_at")).isEqualTo(first.get("last_used_at"));
        assertThat(items.get(1).get("current").booleanValue()).isFalse();
        person.refresh(person.refresh());
        var used = items(with(login));
        assertThat(ids(used)).containsExactly(person.session(), session(login));
        assertThat(used.get(0).get("last_used_at").textValue())
                .isGreaterThan(used.get(0).get("created_at").textValue());
    }

    @Test
    void only_the_living_are_listed_and_only_ones_own() {
        var other = Person.signUp(http);
        var login = person.logIn();
        http.post("/v1/logout", Map.of("refresh_token", text(login, "refresh_token")));
        assertThat(ids(items(person.bearer()))).containsExactly(person.session());
        assertThat(ids(items(other.bearer()))).containsExactly(other.session());
    }

    @Test
    void a_91_a_session_that_is_ended_is_dead_at_once_and_no_other() {
        var login = person.logIn();
        assertEnded(person.bearer().delete("/v1/sessions/" + session(login)));
        assertProblem(with(login).get("/v1/me"), 401, "invalid-token");
        assertProblem(person.refresh(text(login, "refresh_token")), 401, "invalid-token");
        assertThat(person.refresh(person.refresh()).status()).isEqualTo(200);
        assertThat(ids(items(person.bearer()))).containsExactly(person.session());
        assertProblem(person.bearer().delete("/v1/sessions/" + session(login)), 404, "not-found");
        assertThat(cutoffs()).containsExactly("sid " + session(login));
        assertThat(audit()).containsExactly("session-ended " + session(login) + " 127.0.0.1");
    }

    @Test
    void the_session_that_asks_may_be_ended_too() {
        assertEnded(person.bearer().delete("/v1/sessions/" + person.session()));
        assertProblem(person.bearer().get("/v1/sessions"), 401, "invalid-token");
    }

    @Test
    void a_95_anothers_session_is_none() {
        var other = Person.signUp(http);
        var answer = person.bearer().delete("/v1/sessions/" + other.session());
        assertProblem(answer, 404, "not-found");
        assertThat(other.bearer().get("/v1/me").status()).isEqualTo(200);
        assertThat(other.refresh(other.refresh()).status()).isEqualTo(200);
        var unknown = person.bearer().delete("/v1/sessions/" + UUID.randomUUID());
        assertThat(unknown.json().get("detail")).isEqualTo(answer.json().get("detail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "%00", "019DF1B2-5C8B-7000-8000-00000000000B", "1-1-1-1-1", "%F0%9F%98%80"})
    void nonsense_is_no_session(String id) {
        assertThat(person.bearer().delete("/v1/sessions/" + id).status()).isIn(400, 404);
        assertProblem(person.bearer().delete("/v1/sessions/nonsense"), 404, "not-found");
    }

    @Test
    void a_logout_everywhere_ends_everything_once() {
        var login = person.logIn();
        assertEnded(person.bearer().post("/v1/logout-all", null));
        for (var dead : List.of(person.bearer(), with(login))) {
            assertProblem(dead.get("/v1/me"), 401, "invalid-token");
            assertProblem(dead.post("/v1/logout-all", null), 401, "invalid-token");
        }
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        assertProblem(person.refresh(text(login, "refresh_token")), 401, "invalid-token");
        assertThat(cutoffs()).containsExactly("epoch 1");
        assertThat(audit()).containsExactly("log-out-all all 127.0.0.1");
        assertThat(ids(items(with(person.logIn())))).hasSize(1);
    }

    @Test
    void without_a_token_nothing_is_said() {
        assertProblem(http.get("/v1/sessions"), 401, "invalid-token");
        assertProblem(http.delete("/v1/sessions/" + person.session()), 401, "invalid-token");
        assertProblem(http.post("/v1/logout-all", null), 401, "invalid-token");
        assertThat(ids(items(person.bearer()))).hasSize(1);
    }

    @Test
    void a_80_a_51st_session_ends_the_one_unused_the_longest_and_its_tokens() {
        for (var i = 0; i < 50; i++) {
            person.logIn();
        }
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        assertThat(cutoffs()).containsExactly("sid " + person.session());
    }
}
