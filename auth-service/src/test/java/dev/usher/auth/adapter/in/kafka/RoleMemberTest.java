package dev.usher.auth.adapter.in.kafka;

import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalog says who has which role, over real Kafka. */
class RoleMemberTest {
    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());
    private final Person person = Person.signUp(http);

    private static void publish(String user, String roles, int version) {
        Topics.publish("rbac:member", UUID.randomUUID(), user, """
                {"user_id": "%s", "roles": %s, "version": %d, "new": {}}
                """.formatted(user, roles, version));
    }

    private List<String> roles() {
        return database.texts(
                "select unnest(roles) as role from account where id = ?::uuid order by role", person.id());
    }

    private void awaitRoles(String... roles) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(roles()).containsExactly(roles));
    }

    private void awaitAdmitted(String token) {
        await().atMost(Duration.ofSeconds(10))
                .until(() -> http.bearer(token).get("/v1/users").status() == 200);
    }

    private List<String> cutoffs() {
        return database.cutoffs(new AccountId(UUID.fromString(person.id())));
    }

    private static Http with(Http http, JsonNode tokens) {
        return http.bearer(tokens.get("access_token").textValue());
    }

    @Test
    void a_gained_role_counts_for_the_token_from_before_stands_in_the_next_one_and_ends_nothing() {
        app.policy();
        publish(person.id(), "[\"admin\", \"customer\"]", 1);
        awaitRoles("admin", "customer");
        awaitAdmitted(person.access());
        var next = person.refresh(person.refresh()).json().get("access_token").textValue();
        assertThat(http.bearer(next).get("/v1/me").json().get("roles").toString())
                .isEqualTo("[\"admin\",\"customer\"]");
        assertThat(cutoffs()).isEmpty();
    }

    @Test
    void a_98_a_lost_role_kills_its_tokens_and_the_session_goes_on_without_it() {
        publish(person.id(), "[\"admin\", \"customer\"]", 1);
        awaitRoles("admin", "customer");
        var admin = person.logIn();
        app.policy();
        awaitAdmitted(admin.get("access_token").textValue());
        publish(person.id(), "[\"customer\"]", 2);
        awaitRoles("customer");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertProblem(with(http, admin).get("/v1/users"), 401, "invalid-token"));
        var next = person.refresh(admin.get("refresh_token").textValue()).json();
        assertThat(with(http, next).get("/v1/me").status()).isEqualTo(200);
        assertProblem(with(http, next).get("/v1/users"), 403, "forbidden");
        assertThat(cutoffs()).containsExactly("epoch 1");
    }

    @Test
    void what_comes_late_or_twice_changes_nothing() {
        publish(person.id(), "[\"customer\", \"seller\"]", 5);
        awaitRoles("customer", "seller");
        publish(person.id(), "[]", 4);
        publish(person.id(), "[]", 5);
        publish(person.id(), "[\"customer\", \"seller\", \"x\"]", 6);
        awaitRoles("customer", "seller", "x");
        assertThat(cutoffs()).isEmpty();
    }

    @Test
    void a_tombstone_takes_all_roles_and_those_of_nobody_are_passed_over() {
        Topics.publish("rbac:member", UUID.randomUUID(), UUID.randomUUID().toString(), null);
        publish(UUID.randomUUID().toString(), "[\"admin\"]", 1);
        Topics.publish("rbac:member", UUID.randomUUID(), person.id(), null);
        awaitRoles();
        assertThat(cutoffs()).containsExactly("epoch 1");
        var next = person.refresh(person.refresh()).json();
        assertThat(with(http, next).get("/v1/me").json().get("roles")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "{}",
                "{\"user_id\": \"x\", \"roles\": [], \"version\": 2}",
                "{\"user_id\": \"019df1b2-5c8b-7000-8000-00000000000a\", \"roles\": [null], \"version\": 2}",
                "{\"user_id\": \"019df1b2-5c8b-7000-8000-00000000000a\", \"roles\": \"admin\", \"version\": 2}",
                "{\"user_id\": \"019df1b2-5c8b-7000-8000-00000000000a\", \"roles\": []}"
            })
    void what_cannot_be_read_is_put_aside_and_stops_nobody(String poison) {
        var key = UUID.randomUUID().toString();
        Topics.publish("rbac:member", UUID.randomUUID(), key, poison);
        publish(person.id(), "[\"customer\", \"seller\"]", 1);
        awaitRoles("customer", "seller");
        var dead = Topics.await("auth-service.dead-letter", 1, record -> key.equals(record.key()))
                .getFirst();
        assertThat(dead.value()).isEqualTo(poison);
    }
}
