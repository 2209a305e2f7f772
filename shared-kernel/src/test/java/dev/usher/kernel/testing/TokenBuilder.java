package dev.usher.kernel.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Puts an access token together by hand (RFC 9068, RFC 7515), so that it can be wrong in ways no JWT library would
 * produce. As it comes it is good: ES256, {@code typ=at+jwt}, 15 minutes.
 */
public final class TokenBuilder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, @Nullable Object> header = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    private ECKey key;
    private @Nullable String payload;

    TokenBuilder(ECKey key, String issuer, String audience, Instant now) {
        this.key = key;
        header.put("typ", "at+jwt");
        header.put("alg", "ES256");
        header.put("kid", key.getKeyID());
        claims.put("iss", issuer);
        claims.put("aud", audience);
        claims.put("client_id", "usher");
        claims.put("sub", UUID.randomUUID().toString());
        claims.put("sid", UUID.randomUUID().toString());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("epoch", 0L);
        claims.put("roles", List.of());
        issuedAt(now);
    }

    public TokenBuilder subject(UUID user) {
        return claim("sub", user.toString());
    }

    public TokenBuilder session(UUID session) {
        return claim("sid", session.toString());
    }

    public TokenBuilder epoch(long epoch) {
        return claim("epoch", epoch);
    }

    public TokenBuilder roles(String... roles) {
        return claim("roles", List.of(roles));
    }

    /** Sets {@code iat} and {@code nbf}, and {@code exp} 15 minutes later. */
    public TokenBuilder issuedAt(Instant time) {
        claim("iat", time.getEpochSecond());
        claim("nbf", time.getEpochSecond());
        return expiresAt(time.plus(Duration.ofMinutes(15)));
    }

    public TokenBuilder expiresAt(Instant time) {
        return claim("exp", time.getEpochSecond());
    }

    /** Any claim, of any JSON type. */
    public TokenBuilder claim(String name, @Nullable Object value) {
        claims.put(name, value);
        return this;
    }

    public TokenBuilder without(String claim) {
        claims.remove(claim);
        return this;
    }

    /** Any header parameter; a null value takes it away. */
    public TokenBuilder header(String name, @Nullable Object value) {
        if (value == null) {
            header.remove(name);
        } else {
            header.put(name, value);
        }
        return this;
    }

    /** These bytes instead of the claims. */
    public TokenBuilder payload(String text) {
        payload = text;
        return this;
    }

    /** Another key signs; the {@code kid} stays that of the issuer's. */
    public TokenBuilder signedBy(ECKey other) {
        key = other;
        return this;
    }

    /** The token, signed with ES256 (RFC 7518 §3.4). */
    public String mint() {
        try {
            return mint(ecdsa(key.toECPrivateKey()));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code alg=none}, without a signature. */
    public String mintUnsigned() {
        header.put("alg", "none");
        return mint(bytes -> new byte[0]);
    }

    /** {@code alg=HS256}, keyed with the issuer's public key: a verifier that lets the token choose falls for it. */
    public String mintKeyConfusion() {
        header.put("alg", "HS256");
        return mint(bytes -> {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.toPublicJWK().toString().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(bytes);
        });
    }

    /** {@code alg=RS256}, rightly signed by an RSA key that nobody published. */
    public String mintRsa() {
        header.put("alg", "RS256");
        return mint(bytes -> {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(generator.generateKeyPair().getPrivate());
            signature.update(bytes);
            return signature.sign();
        });
    }

    /** The token with whatever signature the signer gives for it. */
    public String mint(Signer signer) {
        try {
            var signed = encode(JSON.writeValueAsString(header))
                    + "."
                    + encode(payload == null ? JSON.writeValueAsString(claims) : payload);
            return signed + "." + BASE64.encodeToString(signer.sign(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (JsonProcessingException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Signer ecdsa(PrivateKey key) {
        return bytes -> {
            var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        };
    }

    private static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Signs the ASCII bytes of {@code header.payload}. */
    @FunctionalInterface
    public interface Signer {
        byte[] sign(byte[] bytes) throws GeneralSecurityException;
    }
}
