package dev.usher.auth.adapter.out.crypto;

import static dev.usher.auth.AuthSettings.Tokens.ACCESS_SPREAD;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.usher.auth.AuthSettings;
import dev.usher.auth.application.port.AccessTokens;
import dev.usher.auth.domain.AccessToken;
import dev.usher.auth.domain.Account;
import dev.usher.auth.domain.SessionId;
import dev.usher.kernel.value.Ids;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.random.RandomGenerator;

/** Access tokens as RFC 9068 has them: JWT, {@code typ} {@code at+jwt}, signed with ES256. */
@Singleton
final class JwtAccessTokens implements AccessTokens {
    /** Our own sign-in, as a client of itself. */
    private static final String CLIENT_ID = "usher";

    private final ECDSASigner signer;
    private final JWSHeader header;
    private final String issuer;
    private final String audience;
    private final AuthSettings.Tokens settings;
    private final RandomGenerator random = new SecureRandom();

    JwtAccessTokens(SigningKeys keys, AuthSettings.Tokens settings) {
        var key = keys.signing();
        try {
            this.signer = new ECDSASigner(key);
        } catch (JOSEException unusable) {
            throw new IllegalArgumentException("the signing key cannot be used", unusable);
        }
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID())
                .build();
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
        var token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException failure) {
            throw new IllegalStateException("an access token could not be signed", failure);
        }
        return new AccessToken(token.serialize(), valid);
    }

    private Duration spread() {
        var factor = 1 + ACCESS_SPREAD * (2 * random.nextDouble() - 1);
        var seconds = Math.round(settings.accessLifetime().toSeconds() * factor);
        return Duration.ofSeconds(
                Math.clamp(seconds, 1, settings.longestAccess().toSeconds()));
    }
}
