package dev.usher.auth.adapter.out.crypto;

import static dev.usher.auth.Person.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.AuthDatabase;
import dev.usher.auth.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mindrot.jbcrypt.BCrypt;

/** Accounts that come with a hash that another system made. */
class ForeignHashesTest {
    private final AuthApp app = AuthApp.running();
    private final AuthDatabase database = new AuthDatabase(app.database());
    private final Person person = Person.signUp(app.http());

    private String stored() {
        return database.texts("select password_hash from credential where user_id = ?::uuid", person.id())
                .getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void d_3_a_plain_bcrypt_hash_lets_its_owner_in_and_is_replaced(String scheme) {
        var plain =
                scheme + BCrypt.hashpw("imported password", BCrypt.gensalt(4)).substring(scheme.length());
        database.update("update credential set password_hash = ? where user_id = ?::uuid", plain, person.id());
        assertProblem(person.logIn("not the password"), 401, "invalid-credentials");
        assertThat(stored()).isEqualTo(plain);
        assertThat(person.logIn("imported password").status()).isEqualTo(200);
        assertThat(stored()).startsWith("$bcrypt-hmac-sha256$v=1$c=4$");
        assertThat(person.logIn("imported password").status()).isEqualTo(200);
        assertProblem(person.logIn(Person.PASSWORD), 401, "invalid-credentials");
    }

    @Test
    void a_hash_below_the_cost_is_replaced_by_one_of_the_cost() {
        var settings =
                Map.<String, Object>of("auth.password.bcrypt-cost", 5, "auth.signing-keys-path", app.signingKeys());
        try (var dearer = AuthApp.start(app.database(), settings)) {
            var answer = dearer.http().post("/v1/login", Map.of("email", person.email(), "password", Person.PASSWORD));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(stored()).startsWith("$bcrypt-hmac-sha256$v=1$c=5$");
            assertThat(person.logIn(Person.PASSWORD).status()).isEqualTo(200);
        }
    }
}
