package dev.usher.auth.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.usher.auth.AuthApp;
import dev.usher.auth.Person;
import org.junit.jupiter.api.Test;

class WellKnownControllerTest {
    private final AuthApp app = AuthApp.running();

    @Test
    void the_public_keys_may_be_kept_for_a_moment() throws Exception {
        var answer = app.http().get("/.well-known/jwks.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=15");
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(answer.json().at("/keys/0").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
        var kid =
                SignedJWT.parse(Person.signUp(app.http()).access()).getHeader().getKeyID();
        assertThat(JWKSet.parse(answer.body()).getKeyByKeyId(kid)).isNotNull();
    }

    @Test
    void the_issuer_says_what_is_true_of_it() {
        var answer = app.http().get("/.well-known/oauth-authorization-server");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().toString())
                .isEqualTo("{\"issuer\":\"https://usher.example.com\","
                        + "\"jwks_uri\":\"https://usher.example.com/.well-known/jwks.json\","
                        + "\"response_types_supported\":[],\"grant_types_supported\":[]}");
    }
}
