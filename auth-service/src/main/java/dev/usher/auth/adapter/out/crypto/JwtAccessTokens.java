package dev.usher.auth.adapter.out.crypto;

import static dev.usher.auth.AuthSettings.Tokens.ACCESS_SPREAD;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.usher.auth.AuthSettings;
import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.domain.AccessToken;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.value.Ids;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.random.RandomGenerator;

/** Access tokens as RFC 9068 has them: JWT, {@code typ} {@code at+jwt}, signed as its key has it. */
@Singleton
final class JwtAccessTokens implements AccessTokens {
    /** Our own sign-in, as a client of itself. */
    private static final String CLIENT_ID = "usher";

    private final SigningKeys keys;
    private final String issuer;
    private final String audience;
    private final AuthSettings.Tokens settings;
    private final RandomGenerator random = new SecureRandom();

    JwtAccessTokens(SigningKeys keys, AuthSettings.Tokens settings) {
        this.keys = keys;
        this.issuer = settings.issuer();
        this.audience = settings.audience();
        this.settings = settings;
    }

    @Override
    public AccessToken issue(Account account, SessionId session, Instant now) {
        var issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        var valid = spread();
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(account.id().toString())
                .audience(audience)
                .claim("client_id", CLIENT_ID)
                .issueTime(Date.from(issuedAt))
                .notBeforeTime(Date.from(issuedAt))
                .expirationTime(Date.from(issuedAt.plus(valid)))
                .jwtID(Ids.next(now).toString())
                .claim("sid", session.toString())
                .claim("epoch", account.epoch())
                .claim("roles", account.roles().stream().sorted().toList())
                .build();
        return new AccessToken(signed(claims), valid);
    }

    /** JWS in its compact form (RFC 7515 §3.1). */
    private String signed(JWTClaimsSet claims) {
        var key = keys.signing();
        var header = new JWSHeader.Builder(
                        JWSAlgorithm.parse(key.verification().algorithm().headerName()))
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.kid())
                .build();
        var input = header.toBase64URL() + "." + claims.toPayload().toBase64URL();
        return input + "." + Base64URL.encode(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    private Duration spread() {
        var factor = 1 + ACCESS_SPREAD * (2 * random.nextDouble() - 1);
        var seconds = Math.round(settings.accessLifetime().toSeconds() * factor);
        return Duration.ofSeconds(
                Math.clamp(seconds, 1, settings.longestAccess().toSeconds()));
    }
}
