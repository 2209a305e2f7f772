package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Person.assertInvalid;
import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountControllerTest {
    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());

    @Test
    void a_sign_up_is_answered_with_the_user_and_tokens_beside_it() {
        var email = AuthApp.newAddress();
        var form = Person.form(email);
        form.put("locale", "DE-de");
        var answer = http.post("/v1/signup", form);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        var body = answer.json();
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactly(
                        "user", "access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in");
        assertThat(body.get("token_type").textValue()).isEqualTo("Bearer");
        assertThat(body.get("expires_in").intValue()).isBetween(855, 945);
        assertThat(body.get("refresh_expires_in").intValue()).isEqualTo(14 * 24 * 3600);
        var user = body.get("user");
        assertThat(user.fieldNames())
                .toIterable()
                .containsExactly(
                        "id",
                        "email",
                        "email_verified",
                        "first_name",
                        "last_name",
                        "locale",
                        "roles",
                        "status",
                        "created_at");
        assertThat(answer.header("Location"))
                .isEqualTo("/v1/users/" + user.get("id").textValue());
        assertThat(UUID.fromString(user.get("id").textValue()).version()).isEqualTo(7);
        assertThat(user.get("email").textValue()).isEqualTo(email);
        assertThat(user.get("email_verified").booleanValue()).isFalse();
        assertThat(user.get("locale").textValue()).isEqualTo("de-DE");
        assertThat(user.get("roles").toString()).isEqualTo("[\"customer\"]");
        assertThat(user.get("status").textValue()).isEqualTo("active");
        assertThat(user.get("created_at").textValue()).endsWith("Z");
    }

    @Test
    void names_are_trimmed_and_composed() {
        var form = Person.form(AuthApp.newAddress());
        form.put("first_name", "\u00a0Zoe\u0308 ");
        assertThat(http.post("/v1/signup", form).json().at("/user/first_name").textValue())
                .isEqualTo("Zo\u00eb");
    }

    @Test
    void i_1_a_sign_up_is_one_account_one_credential_one_session_one_event() {
        var id = Person.signUp(http).id();
        for (var table : List.of("account where id", "credential where user_id", "session where user_id")) {
            assertThat(database.texts("select count(*) from " + table + " = ?::uuid", id))
                    .containsExactly("1");
        }
        assertThat(database.events(new AccountId(UUID.fromString(id)))).containsExactly("user:signup");
    }

    @Test
    void a_taken_address_is_409_however_it_is_spelt() {
        var person = Person.signUp(http);
        assertProblem(http.post("/v1/signup", Person.form(person.email())), 409, "email-taken");
        assertProblem(
                http.post("/v1/signup", Person.form(person.email().toUpperCase(Locale.ROOT))), 409, "email-taken");
    }

    @Test
    void a_22_of_a_hundred_simultaneous_sign_ups_exactly_one_succeeds() throws Exception {
        var form = Person.form(AuthApp.newAddress());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Answer>>();
            for (var i = 0; i < 100; i++) {
                answers.add(threads.submit(() -> http.post("/v1/signup", form)));
            }
            var created = 0;
            for (var answer : answers) {
                // Beyond what the pools hold, an outage is an honest answer.
                assertThat(answer.get().status()).isIn(201, 409, 503);
                created += answer.get().status() == 201 ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
        assertProblem(http.post("/v1/signup", form), 409, "email-taken");
    }

    @ParameterizedTest
    @CsvSource({
        "zvuqkwm, too_short",
        "password1, common",
        "qwertyuiop[], guessable",
        "lovelace-is-mine, contextual",
        "my-usher-account-9, contextual"
    })
    void a_weak_password_is_422(String password, String code) {
        var form = Person.form(AuthApp.newAddress());
        form.put("password", password);
        assertInvalid(http.post("/v1/signup", form), "password " + code);
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        assertInvalid(
                http.post("/v1/signup", "{}"),
                "email required",
                "password required",
                "first_name required",
                "last_name required");
        assertInvalid(
                http.post(
                        "/v1/signup",
                        Map.of(
                                "email", "nobody",
                                "password", "x".repeat(1025),
                                "first_name", " ",
                                "last_name", "x".repeat(101),
                                "locale", "english!")),
                "email invalid",
                "password too_long",
                "first_name too_short",
                "last_name too_long",
                "locale invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nothing",
                "{\"email\": 1}",
                "{\"password\": 12345678}",
                "{\"password\": {\"reveal\": \"x\"}}",
                "{\"email\": \"a@example.com\", \"email\": \"b@example.com\"}",
                "{\"roles\": [\"super-admin\"]}",
                "{\"email_verified\": true}",
                "{\"first_name\": \"a\\u0000\"}",
                "{\"password\": \"abcdefgh\\ud83e\"}"
            })
    void a_malformed_sign_up_is_400(String body) {
        assertProblem(http.post("/v1/signup", body), 400, "malformed-request");
    }

    @Test
    void me_is_the_bare_user() {
        var person = Person.signUp(http);
        var answer = person.bearer().get("/v1/me");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(person.signedUp().get("user"));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void me_needs_a_token_that_is_alive() {
        assertProblem(http.get("/v1/me"), 401, "invalid-token");
        assertThat(http.get("/v1/me").header("WWW-Authenticate")).startsWith("Bearer");
        assertProblem(http.bearer("nonsense").get("/v1/me"), 401, "invalid-token");
        var person = Person.signUp(http);
        assertProblem(http.bearer(person.refresh()).get("/v1/me"), 401, "invalid-token");
        var id = new AccountId(UUID.fromString(person.id()));
        database.disable(id);
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
        database.delete(id);
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
    }

    private static Answer change(Person person, String current, String replacement) {
        return person.bearer()
                .post("/v1/password/change", Map.of("old_password", current, "new_password", replacement));
    }

    @Test
    void a_password_change_ends_every_session_and_gives_new_tokens() {
        var person = Person.signUp(http);
        var elsewhere = person.logIn().get("refresh_token").textValue();
        var answer = change(person, Person.PASSWORD, "another fine password");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in", "refresh_token", "refresh_expires_in");

        assertProblem(person.refresh(elsewhere), 401, "invalid-token");
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
        assertProblem(person.logIn(Person.PASSWORD), 401, "invalid-credentials");
        assertThat(person.logIn("another fine password").status()).isEqualTo(200);
        var fresh = answer.json();
        assertThat(http.bearer(fresh.get("access_token").textValue())
                        .get("/v1/me")
                        .status())
                .isEqualTo(200);
        assertThat(person.refresh(fresh.get("refresh_token").textValue()).status())
                .isEqualTo(200);
        assertThat(database.events(new AccountId(UUID.fromString(person.id()))))
                .containsExactly("user:signup", "user:password-changed");
    }

    @Test
    void a_61_a_wrong_old_password_is_422_and_changes_nothing() {
        var person = Person.signUp(http);
        assertInvalid(change(person, "not the password", "another fine password"), "old_password wrong");
        assertInvalid(change(person, "x".repeat(2000), "another fine password"), "old_password wrong");
        assertInvalid(change(person, "", "another fine password"), "old_password wrong");
        assertThat(person.logIn(Person.PASSWORD).status()).isEqualTo(200);
        assertThat(person.refresh(person.refresh()).status()).isEqualTo(200);
    }

    @Test
    void a_weak_new_password_is_422() {
        var person = Person.signUp(http);
        assertInvalid(change(person, Person.PASSWORD, "short"), "new_password too_short");
        assertInvalid(change(person, Person.PASSWORD, "sunshine1"), "new_password common");
        assertInvalid(change(person, Person.PASSWORD, "countess lovelace"), "new_password contextual");
        assertInvalid(
                person.bearer().post("/v1/password/change", "{}"), "old_password required", "new_password required");
    }

    @Test
    void a_password_change_needs_a_token_that_is_alive() {
        var body = Map.of("old_password", Person.PASSWORD, "new_password", "another fine password");
        assertProblem(http.post("/v1/password/change", body), 401, "invalid-token");
        var person = Person.signUp(http);
        database.disable(new AccountId(UUID.fromString(person.id())));
        assertProblem(person.bearer().post("/v1/password/change", body), 401, "invalid-token");
    }

    @Test
    void a_108_an_address_that_is_free_again_belongs_to_somebody_new() {
        var person = Person.signUp(http);
        database.delete(new AccountId(UUID.fromString(person.id())));
        var next = http.post("/v1/signup", Person.form(person.email()));
        assertThat(next.status()).isEqualTo(201);
        assertThat(next.json().at("/user/id").textValue()).isNotEqualTo(person.id());
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
    }
}
