package dev.usher.kernel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestIssuerTest {
    private final MutableClock clock = MutableClock.at("2026-03-01T12:00:00Z");
    private final TestIssuer issuer = new TestIssuer(clock);

    @AfterEach
    void close() {
        issuer.close();
    }

    private boolean verifies(String token) throws Exception {
        var jwt = SignedJWT.parse(token);
        var key = JWKSet.load(URI.create(issuer.jwksUrl()).toURL())
                .getKeyByKeyId(jwt.getHeader().getKeyID());
        return key instanceof ECKey ec && jwt.verify(new ECDSAVerifier(ec));
    }

    @Test
    void a_token_verifies_with_the_published_key_and_carries_the_claims_of_the_contract() throws Exception {
        var user = UUID.randomUUID();
        var token = issuer.token(user, "admin");

        assertThat(verifies(token)).isTrue();
        var jwt = SignedJWT.parse(token);
        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo(user.toString());
        assertThat(claims.getIssuer()).isEqualTo(issuer.issuer());
        assertThat(claims.getAudience()).containsExactly(issuer.audience());
        assertThat(claims.getStringListClaim("roles")).containsExactly("admin");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(clock.instant()));
        assertThat(claims.getExpirationTime())
                .isEqualTo(Date.from(clock.instant().plus(Duration.ofMinutes(15))));
        assertThat(claims.getClaims().keySet())
                .contains("iss", "sub", "aud", "client_id", "exp", "iat", "nbf", "jti", "sid", "epoch", "roles");
    }

    @Test
    void keys_rotate_and_are_withdrawn() throws Exception {
        var old = issuer.key();
        var before = issuer.token(UUID.randomUUID());
        issuer.rotate();
        var after = issuer.token(UUID.randomUUID());

        assertThat(verifies(before)).isTrue();
        assertThat(verifies(after)).isTrue();
        issuer.withdraw(old);
        assertThat(verifies(before)).isFalse();
        assertThat(issuer.fetches()).isEqualTo(3);
    }

    @Test
    void bad_tokens_are_bad() throws Exception {
        assertThat(verifies(issuer.custom().signedBy(TestIssuer.newKey()).mint()))
                .isFalse();
        assertThat(issuer.custom().mintUnsigned()).endsWith(".");
        assertThat(SignedJWT.parse(issuer.custom().mintKeyConfusion())
                        .getHeader()
                        .getAlgorithm()
                        .getName())
                .isEqualTo("HS256");
        assertThat(SignedJWT.parse(issuer.custom().mintRsa())
                        .getHeader()
                        .getAlgorithm()
                        .getName())
                .isEqualTo("RS256");
        var without = SignedJWT.parse(issuer.custom()
                .without("exp")
                .header("kid", null)
                .claim("epoch", "one")
                .mint());
        assertThat(without.getJWTClaimsSet().getExpirationTime()).isNull();
        assertThat(without.getHeader().getKeyID()).isNull();
        assertThat(without.getJWTClaimsSet().getClaim("epoch")).isEqualTo("one");
    }

    @Test
    void while_down_it_gives_no_keys() {
        issuer.down(true);
        assertThat(Http.at(issuer.issuer()).get("/.well-known/jwks.json").status())
                .isEqualTo(503);
        issuer.down(false);
        var keys = Http.at(issuer.issuer()).get("/.well-known/jwks.json").json().at("/keys");
        assertThat(keys.get(0).has("x")).isTrue();
        assertThat(keys.get(0).has("d")).as("the private half").isFalse();
    }
}
