package dev.usher.auth.adapter.in.http;

import static dev.usher.auth.Mailed.RESET;
import static dev.usher.auth.Mailed.VERIFY;
import static dev.usher.auth.Person.assertInvalid;
import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Mailed;
import dev.usher.auth.Person;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecoveryControllerTest {
    private static final String NEW = "another fine password";

    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final AuthDatabase database = new AuthDatabase(app.database());

    private void forgot(String email) {
        var answer = http.post("/v1/password/forgot", Map.of("email", email));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    private Answer reset(String token, String password) {
        return http.post("/v1/password/reset", Map.of("token", token, "new_password", password));
    }

    @Test
    void a_forgotten_password_is_set_anew_with_the_mailed_token_once() throws Exception {
        var person = Person.signUp(http);
        forgot(person.email());
        var token = Mailed.token(app, person.email(), RESET);
        assertThat(token).hasSize(43);
        assertInvalid(reset(token, "short"), "new_password too_short");
        assertInvalid(reset(token, "countess lovelace"), "new_password contextual");
        var answer = reset(token, NEW);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertInvalid(reset(token, NEW), "token invalid");

        assertProblem(person.logIn(Person.PASSWORD), 401, "invalid-credentials");
        assertThat(person.logIn(NEW).status()).isEqualTo(200);
        assertProblem(person.refresh(person.refresh()), 401, "invalid-token");
        assertProblem(person.bearer().get("/v1/me"), 401, "invalid-token");
        assertThat(database.texts("select email_verified from account where id = ?::uuid", person.id()))
                .containsExactly("t");
        assertThat(database.events(new AccountId(UUID.fromString(person.id()))))
                .containsSubsequence(RESET, "user:email-verified", "user:password-changed");
        assertThat(database.texts("select kind from security_event where subject_id = ?::uuid", person.id()))
                .contains("password-reset-requested", "password-reset");
    }

    @Test
    void a_77_no_token_is_stored_or_published() throws Exception {
        var person = Person.signUp(http);
        forgot(person.email());
        var token = Mailed.token(app, person.email(), RESET);
        assertThat(database.texts("select t::text from one_time_token t where user_id = ?::uuid", person.id()))
                .hasSize(1)
                .noneMatch(row -> row.contains(token));
        assertThat(database.texts("select convert_from(data, 'UTF8') from outbox where key = ?", person.id()))
                .noneMatch(data -> data.contains(token));
    }

    @Test
    void an_address_that_nobody_has_gets_the_same_answer_and_nonsense_does_not() {
        forgot(AuthApp.newAddress());
        assertInvalid(http.post("/v1/password/forgot", Map.of("email", "nobody")), "email invalid");
        assertInvalid(http.post("/v1/password/forgot", "{}"), "email required");
    }

    @Test
    void a_disabled_account_is_mailed_nothing_and_its_token_is_none() throws Exception {
        var person = Person.signUp(http);
        forgot(person.email());
        var token = Mailed.token(app, person.email(), RESET);
        var id = new AccountId(UUID.fromString(person.id()));
        database.disable(id);
        forgot(person.email());
        await().until(() -> database.texts("select id from errand where email = ?", person.email())
                .isEmpty());
        assertThat(database.events(id)).containsOnlyOnce(RESET);
        assertInvalid(reset(token, NEW), "token invalid");
    }

    @Test
    void an_address_is_verified_with_the_mailed_token_once() throws Exception {
        var person = Person.signUp(http);
        var answer = person.bearer().post("/v1/email/verify/resend", null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        var token = Mailed.token(app, person.email(), VERIFY);
        assertInvalid(reset(token, NEW), "token invalid");
        var body = Map.of("token", token);
        assertThat(http.post("/v1/email/verify", body).status()).isEqualTo(204);
        assertInvalid(http.post("/v1/email/verify", body), "token invalid");
        assertThat(person.bearer().get("/v1/me").json().get("email_verified").booleanValue())
                .isTrue();
        assertProblem(http.post("/v1/email/verify/resend", null), 401, "invalid-token");
    }

    @Test
    void what_is_missing_or_no_token_at_all_is_422() {
        assertInvalid(http.post("/v1/password/reset", "{}"), "token required", "new_password required");
        assertInvalid(http.post("/v1/email/verify", "{}"), "token required");
        for (var token : List.of("", "x".repeat(20_000), "\u00e4\ud83e\udd8a", "../../etc")) {
            assertInvalid(http.post("/v1/email/verify", Map.of("token", token)), "token invalid");
            assertInvalid(reset(token, NEW), "token invalid");
        }
    }

    @Test
    void past_twenty_bad_tokens_from_an_address_it_is_429() {
        try (var strict = AuthApp.start(Map.of("usher.web.trusted-proxies", "127.0.0.1"))) {
            var client = strict.http().with("X-Forwarded-For", "198.51.100.77");
            for (var i = 0; i < 20; i++) {
                assertInvalid(client.post("/v1/email/verify", Map.of("token", "bad " + i)), "token invalid");
            }
            var refused = client.post("/v1/password/reset", Map.of("token", "bad", "new_password", NEW));
            assertProblem(refused, 429, "too-many-attempts");
            assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        }
    }

    @Test
    void past_the_limit_of_an_address_nothing_is_asked_for() {
        try (var strict = AuthApp.start(
                Map.of("usher.web.trusted-proxies", "127.0.0.1", "auth.throttle.recovery-per-address", 2))) {
            var client = strict.http().with("X-Forwarded-For", "198.51.100.78");
            var person = Person.signUp(strict.http());
            assertThat(client.post("/v1/password/forgot", Map.of("email", AuthApp.newAddress()))
                            .status())
                    .isEqualTo(202);
            assertThat(client.bearer(person.access())
                            .post("/v1/email/verify/resend", null)
                            .status())
                    .isEqualTo(202);
            for (var refused : List.of(
                    client.post("/v1/password/forgot", Map.of("email", person.email())),
                    client.bearer(person.access()).post("/v1/email/verify/resend", null))) {
                assertProblem(refused, 429, "too-many-attempts");
                assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"recovery-per-address\";q=2;w=3600");
            }
        }
    }

    @Test
    void d_1_in_mode_verified_free_and_taken_addresses_are_answered_alike() throws Exception {
        try (var strict = AuthApp.start(Map.of("auth.signup-mode", "verified"))) {
            var client = strict.http();
            var email = AuthApp.newAddress();
            var free = client.post("/v1/signup", Person.form(email));
            assertThat(free.status()).as(free.body()).isEqualTo(202);
            var token = Mailed.token(strict, email, VERIFY);
            var taken = client.post("/v1/signup", Person.form(email));
            assertThat(taken.status()).isEqualTo(202);
            assertThat(taken.body()).isEqualTo(free.body());
            assertThat(taken.headers().map().keySet())
                    .isEqualTo(free.headers().map().keySet());
            var logIn = Map.of("email", email, "password", Person.PASSWORD);
            assertProblem(client.post("/v1/login", logIn), 401, "invalid-credentials");
            var inside = new AuthDatabase(strict.database());
            await().until(() -> !inside.texts("select id from outbox where type = 'user:address-taken'")
                    .isEmpty());
            assertThat(client.post("/v1/email/verify", Map.of("token", token)).status())
                    .isEqualTo(204);
            assertThat(client.post("/v1/login", logIn).status()).isEqualTo(200);
        }
    }

    @Test
    void a_sign_up_can_send_the_verification_mail() throws Exception {
        try (var asking = AuthApp.start(Map.of("auth.recovery.verify-at-signup", true))) {
            var person = Person.signUp(asking.http());
            var token = Mailed.token(asking, person.email(), VERIFY);
            assertThat(asking.http()
                            .post("/v1/email/verify", Map.of("token", token))
                            .status())
                    .isEqualTo(204);
        }
    }
}
