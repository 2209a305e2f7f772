package dev.usher.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.usher.kernel.testing.Http;
import dev.usher.kernel.testing.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Somebody with an account of their own. */
public final class Person {
    public static final String PASSWORD = "correct horse battery";

    private final Http http;
    private final String email;
    private final JsonNode signedUp;

    private Person(Http http, String email, JsonNode signedUp) {
        this.http = http;
        this.email = email;
        this.signedUp = signedUp;
    }

    public static Person signUp(Http http) {
        var email = AuthApp.newAddress();
        var answer = http.post("/v1/signup", form(email));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return new Person(http, email, answer.json());
    }

    /** A good request, to be made worse. */
    public static Map<String, Object> form(String email) {
        return new HashMap<>(
                Map.of("email", email, "password", PASSWORD, "first_name", "Ada", "last_name", "Lovelace"));
    }

    public String email() {
        return email;
    }

    public JsonNode signedUp() {
        return signedUp;
    }

    public String id() {
        return signedUp.at("/user/id").asText();
    }

    public String access() {
        return signedUp.get("access_token").asText();
    }

    public String refresh() {
        return signedUp.get("refresh_token").asText();
    }

    /** The session of the sign-up. */
    public String session() {
        return session(access());
    }

    /** The session of an access token. */
    public static String session(String accessToken) {
        try {
            var claims = Base64.getUrlDecoder().decode(accessToken.split("\\.", -1)[1]);
            return new ObjectMapper().readTree(claims).get("sid").textValue();
        } catch (IOException noToken) {
            throw new UncheckedIOException(noToken);
        }
    }

    /** With the access token of the sign-up. */
    public Http bearer() {
        return http.bearer(access());
    }

    /** Tokens of a new session. */
    public JsonNode logIn() {
        var answer = logIn(PASSWORD);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    public Answer logIn(String password) {
        return http.post("/v1/login", Map.of("email", email, "password", password));
    }

    public Answer refresh(String token) {
        return http.post("/v1/refresh", Map.of("refresh_token", token));
    }

    public static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("code").textValue()).isEqualTo(code);
        assertThat(answer.json().get("type").textValue()).isEqualTo("urn:usher:problem:" + code);
        assertThat(answer.json().get("status").intValue()).isEqualTo(status);
        assertThat(answer.json().get("trace_id").textValue()).isNotBlank();
    }

    /** 422 for exactly these: {@code "password too_short"}. */
    public static void assertInvalid(Answer answer, String... errors) {
        assertProblem(answer, 422, "invalid");
        assertThat(answer.json().get("errors"))
                .extracting(error ->
                        error.get("field").textValue() + " " + error.get("code").textValue())
                .containsExactlyInAnyOrder(errors);
    }
}
