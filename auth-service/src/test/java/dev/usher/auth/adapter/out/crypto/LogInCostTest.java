package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import dev.usher.auth.domain.AccountId;
import dev.usher.kernel.testing.Http;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a refused login costs over HTTP, counted in hash operations (rubric 16, G-10). */
class LogInCostTest {
    private final AuthApp app = AuthApp.running();
    private final Http http = app.http();
    private final HashingPool pool = app.bean(HashingPool.class);

    private void assertCostsOne(String email, String password) {
        var before = pool.completed();
        var answer = http.post("/v1/login", Map.of("email", email, "password", password));
        assertThat(answer.status()).isEqualTo(401);
        await().untilAsserted(() -> assertThat(pool.completed() - before).isEqualTo(1));
    }

    @Test
    void every_refusal_costs_one_hash() {
        var person = Person.signUp(http);
        assertCostsOne(person.email(), "not the password");
        assertCostsOne(person.email(), "x".repeat(2000));
        assertCostsOne(AuthApp.newAddress(), Person.PASSWORD);
        assertCostsOne("no address", Person.PASSWORD);
        new AuthDatabase(app.database()).disable(new AccountId(UUID.fromString(person.id())));
        assertCostsOne(person.email(), Person.PASSWORD);
    }
}
