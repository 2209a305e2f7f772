package dev.usher.auth.adapter.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import dev.usher.auth.AuthApp;
import dev.usher.auth.application.AccessTokensContract;
import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.domain.SessionId;
import dev.usher.auth.domain.TestAccounts;
import dev.usher.kernel.token.AccessTokenVerifier;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JwtAccessTokensTest extends AccessTokensContract {
    private final AuthApp app = AuthApp.running();

    @Override
    protected AccessTokens tokens() {
        return app.bean(JwtAccessTokens.class);
    }

    @Test
    void r_11_a_token_has_what_rfc_9068_asks_for_and_nothing_else() throws Exception {
        var account = TestAccounts.newAccount();
        var session = SessionId.next(TestAccounts.NOW);
        var token = tokens().issue(account, session, TestAccounts.NOW);
        var jwt = SignedJWT.parse(token.reveal());

        assertThat(jwt.getHeader().getType().getType()).isEqualTo("at+jwt");
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(jwt.getHeader().getIncludedParams()).isEqualTo(Set.of("typ", "alg", "kid"));
        var keys = app.bean(SigningKeys.class);
        var key = keys.key(jwt.getHeader().getKeyID()).orElseThrow().key();
        assertThat(jwt.verify(new ECDSAVerifier((ECPublicKey) key))).isTrue();

        var claims = jwt.getJWTClaimsSet();
        assertThat(claims.getClaims().keySet())
                .containsExactlyInAnyOrder(
                        "iss", "sub", "aud", "client_id", "exp", "iat", "nbf", "jti", "sid", "epoch", "roles");
        assertThat(claims.getIssuer()).isEqualTo(AuthApp.ISSUER);
        assertThat(claims.getSubject()).isEqualTo(account.id().toString());
        assertThat(claims.getAudience()).isEqualTo(List.of("usher"));
        assertThat(claims.getStringClaim("client_id")).isEqualTo("usher");
        assertThat(claims.getStringClaim("sid")).isEqualTo(session.toString());
        assertThat(claims.getLongClaim("epoch")).isZero();
        assertThat(claims.getStringListClaim("roles")).containsExactly("customer");
        assertThat(claims.getIssueTime()).isEqualTo(claims.getNotBeforeTime());
        assertThat(claims.getExpirationTime().toInstant())
                .isEqualTo(claims.getIssueTime().toInstant().plus(token.lifetime()));
    }

    @Test
    void every_service_accepts_it() {
        var account = TestAccounts.newAccount();
        var now = app.bean(Clock.class).instant();
        var session = SessionId.next(now);
        var verified = app.bean(AccessTokenVerifier.class)
                .verify(tokens().issue(account, session, now).reveal())
                .orElseThrow();
        assertThat(verified.userId()).isEqualTo(account.id().value());
        assertThat(verified.sessionId()).isEqualTo(session.value());
    }
}
