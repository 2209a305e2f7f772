package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.usher.kernel.testing.Http;
import java.util.Map;
import java.util.UUID;

/** Administrators of the running service. */
public final class Administrator {
    private Administrator() {}

    /** The first one, a super-admin, with a new session. */
    public static Http first(AuthApp app) {
        var answer = app.http().post("/v1/login", Map.of("email", AuthApp.ADMIN, "password", AuthApp.ADMIN_PASSWORD));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return app.http().bearer(answer.json().get("access_token").textValue());
    }

    /** Somebody new who has this role and no other, and a session since. */
    public static Http with(String role, AuthApp app) {
        var person = Person.signUp(app.http());
        new AuthDatabase(app.database())
                .update("update account set roles = array[?] where id = ?::uuid", role, person.id());
        app.policy().give(UUID.fromString(person.id()), role);
        return app.http().bearer(person.logIn().get("access_token").textValue());
    }
}
