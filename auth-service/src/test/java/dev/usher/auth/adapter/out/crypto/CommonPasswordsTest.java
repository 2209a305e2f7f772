package dev.usher.auth.adapter.out.crypto;

import static dev.usher.auth.Person.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.auth.AuthApp;
import dev.usher.auth.Mailed;
import dev.usher.auth.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The most used passwords, wherever one may be chosen. */
class CommonPasswordsTest {
    private static final int TOP = 3000;

    private final AuthApp app = AuthApp.running();
    private final Person person = Person.signUp(app.http());

    /** Shorter ones are refused for that. */
    private static List<String> longEnough() {
        return ZxcvbnPasswordGuesser.mostUsed().stream()
                .limit(TOP)
                .filter(password -> password.codePointCount(0, password.length()) >= 8)
                .toList();
    }

    @Test
    void a_62_none_of_the_top_3000_is_taken_at_sign_up_change_and_reset() throws Exception {
        var token = Mailed.resetToken(app, person.email());
        assertThat(longEnough()).hasSizeGreaterThan(200);
        for (var password : longEnough()) {
            var form = Person.form(AuthApp.newAddress());
            form.put("password", password);
            assertInvalid(app.http().post("/v1/signup", form), "password common");
            assertInvalid(
                    person.bearer()
                            .post(
                                    "/v1/password/change",
                                    Map.of("old_password", Person.PASSWORD, "new_password", password)),
                    "new_password common");
            assertInvalid(
                    app.http().post("/v1/password/reset", Map.of("token", token, "new_password", password)),
                    "new_password common");
        }
        assertThat(person.logIn(Person.PASSWORD).status()).isEqualTo(200);
    }
}
