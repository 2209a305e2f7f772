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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

/** Accounts of other systems, with their bcrypt hashes. */
class ImportControllerTest {
    private static final String IMPORT = "/v1/users/import";
    private static final String PASSWORD = "the password of the old system";
    private static final String HASH = BCrypt.hashpw(PASSWORD, BCrypt.gensalt(4));

    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());

    private Answer logIn(String email, String password) {
        return http.post("/v1/login", Map.of("email", email, "password", password));
    }

    private String adminToken() {
        return logIn(AuthApp.ADMIN, AuthApp.ADMIN_PASSWORD)
                .json()
                .get("access_token")
                .textValue();
    }

    private Http admin() {
        return http.bearer(adminToken());
    }

    private static Map<String, Object> user(String email, String hash) {
        return new HashMap<>(
                Map.of("email", email, "password_hash", hash, "first_name", "Ada", "last_name", "Lovelace"));
    }

    private JsonNode imported(Map<String, Object> user) {
        var answer = admin().post(IMPORT, Map.of("users", List.of(user)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().get("results")).hasSize(1);
        return answer.json().get("results").get(0);
    }

    private String stored(String id) {
        return database.texts("select password_hash from credential where user_id = ?::uuid", id)
                .getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void somebody_logs_in_with_their_old_password_and_is_hashed_anew(String prefix) {
        var email = AuthApp.newAddress();
        var result = imported(user(email, prefix + HASH.substring(4)));
        assertThat(result.get("status").textValue()).isEqualTo("imported");
        var id = result.get("id").textValue();
        assertThat(stored(id)).startsWith(prefix);
        assertProblem(logIn(email, PASSWORD + "!"), 401, "invalid-credentials");
        assertThat(stored(id)).startsWith(prefix);
        assertThat(logIn(email, PASSWORD).status()).isEqualTo(200);
        assertThat(stored(id)).startsWith("$bcrypt-hmac-sha256$v=1$c=4$");
        assertThat(logIn(email, PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void nobody_is_told_and_the_log_says_who_did_it() {
        var result = imported(user(AuthApp.newAddress(), HASH));
        var id = result.get("id").textValue();
        assertThat(database.events(new AccountId(UUID.fromString(id)))).isEmpty();
        assertThat(database.texts(
                        "select a.email from security_event e join account a on a.id = e.actor_id"
                                + " where e.kind = 'account-imported' and e.subject_id = ?::uuid",
                        id))
                .containsExactly(AuthApp.ADMIN);
    }

    @Test
    void what_is_given_is_taken_over() {
        var email = AuthApp.newAddress();
        var user = user(email, HASH);
        user.put("locale", "de-AT");
        user.put("email_verified", true);
        imported(user);
        var token = logIn(email, PASSWORD).json().get("access_token").textValue();
        var me = http.bearer(token).get("/v1/me").json();
        assertThat(me.get("email_verified").booleanValue()).isTrue();
        assertThat(me.get("locale").textValue()).isEqualTo("de-AT");
        assertThat(me.get("roles").toString()).isEqualTo("[\"customer\"]");
    }

    @Test
    void a_taken_address_keeps_its_account() {
        var person = Person.signUp(http);
        var result = imported(user(person.email(), HASH));
        assertThat(result.toString())
                .isEqualTo("{\"email\":\"" + person.email() + "\",\"status\":\"exists\",\"id\":null,\"errors\":[]}");
        assertThat(person.logIn(Person.PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$2a$03$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuuabcdefghijkl",
                "$2a$17$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuuabcdefghijk",
                "$2x$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuuabcdefghijk",
                "$2a$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuuabcdefghij",
                "$bcrypt-hmac-sha256$v=1$c=10$abc$def"
            })
    void another_hash_is_refused_alone(String hash) {
        var good = AuthApp.newAddress();
        var answer = admin().post(IMPORT, Map.of("users", List.of(user(AuthApp.newAddress(), hash), user(good, HASH))));
        var results = answer.json().get("results");
        assertThat(results.get(0).get("status").textValue()).isEqualTo("invalid");
        assertThat(results.get(0).at("/errors/0/field").textValue()).isEqualTo("password_hash");
        assertThat(results.get(1).get("status").textValue()).isEqualTo("imported");
        if (hash.length() > 5) {
            assertThat(answer.body()).doesNotContain(hash);
        }
    }

    @Test
    void everything_that_is_wrong_is_named() {
        var user = new HashMap<String, Object>(Map.of("email", "nobody", "first_name", ""));
        var result = imported(user);
        assertThat(result.get("status").textValue()).isEqualTo("invalid");
        assertThat(result.get("errors"))
                .extracting(error -> error.get("field").textValue())
                .containsExactlyInAnyOrder("email", "password_hash", "first_name", "last_name");
    }

    @Test
    void a_call_has_one_to_a_hundred() {
        assertInvalid(admin().post(IMPORT, "{}"), "users size");
        assertInvalid(admin().post(IMPORT, Map.of("users", List.of())), "users size");
        var many = Collections.nCopies(101, user("a@example.com", HASH));
        assertInvalid(admin().post(IMPORT, Map.of("users", many)), "users size");
        assertInvalid(admin().post(IMPORT, "{\"users\": [null]}"), "users required");
        assertProblem(admin().post(IMPORT, "{\"users\": [{\"role\": \"admin\"}]}"), 400, "malformed-request");
    }

    @Test
    void a_94_of_the_seeded_roles_only_super_admin_may() {
        var body = Map.of("users", List.of(user(AuthApp.newAddress(), HASH)));
        assertProblem(http.post(IMPORT, body), 401, "invalid-token");
        assertProblem(Person.signUp(http).bearer().post(IMPORT, body), 403, "forbidden");
        assertProblem(Administrator.with("admin", app).post(IMPORT, body), 403, "forbidden");
    }

    @Test
    void a_97_what_a_token_says_of_roles_does_nothing() {
        var person = Person.signUp(http);
        database.update("update account set roles = '{super-admin}' where id = ?::uuid", person.id());
        var token = person.logIn().get("access_token").textValue();
        database.update("update account set roles = '{customer}' where id = ?::uuid", person.id());
        var body = Map.of("users", List.of(user(AuthApp.newAddress(), HASH)));
        assertProblem(http.bearer(token).post(IMPORT, body), 403, "forbidden");
    }

    @Test
    void the_command_imports_a_file_in_batches_and_may_be_repeated(@TempDir Path directory) throws Exception {
        var lines = new StringBuilder();
        for (var i = 0; i < 250; i++) {
            lines.append("{\"email\":\"%s\",\"password_hash\":\"%s\",\"first_name\":\"A\",\"last_name\":\"B\"}\n"
                    .formatted(AuthApp.newAddress(), HASH));
        }
        lines.append("\n{\"email\":\"nobody\",\"password_hash\":\"x\",\"first_name\":\"A\",\"last_name\":\"B\"}\n");
        var file = Files.writeString(directory.resolve("users.jsonl"), lines);
        assertThat(command(file)).contains("251 of 251", "250 imported, 0 had an account, 1 invalid", "line 252");
        assertThat(command(file)).contains("0 imported, 250 had an account, 1 invalid");
    }

    private String command(Path file) throws Exception {
        var builder = new ProcessBuilder("../deploy/import-users", file.toString()).redirectErrorStream(true);
        builder.environment().put("AUTH_URL", app.origin());
        builder.environment().put("ADMIN_TOKEN", adminToken());
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(1);
        return output;
    }
}
